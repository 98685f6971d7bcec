import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { AnswerService, type AttachmentRef, AttachmentService, type Outcome } from '#notices';
import { type FieldProblem, Problem } from '#platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../http/access.js';
import { EMPTY_FORM } from '../views/forms.js';
import { listOf, textOf, type UploadedFile } from '../views/read-form.js';
import { AcknowledgePage } from './acknowledge.page.js';
import { dutyOf, fieldsOf } from './duty-fields.js';
import { DutyPage } from './duty.page.js';
import { HandOverPage } from './hand-over.page.js';
import { LinkDoor } from './link-door.service.js';
import { ReplyPage } from './reply.page.js';

/**
 * What a link takes in. Whoever holds the token may act for the agency, so every form wants something
 * that a person types: scanners submit what submits itself.
 */
@Controller('l/:token')
export class LinkFormsController {
  constructor(
    private readonly door: LinkDoor,
    private readonly answers: AnswerService,
    private readonly attachments: AttachmentService,
  ) {}

  @Get('acknowledge')
  @Access('link')
  acknowledgeForm(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    return this.door.show({ token, request, reply }, (page) => (
      <AcknowledgePage {...page} form={EMPTY_FORM} />
    ));
  }

  @Post('acknowledge')
  @Access('link')
  acknowledge(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    return this.door.submit(
      { token, request, reply },
      {
        submit: ({ link }, body) =>
          this.answers.acknowledge(link, {
            name: textOf(body, 'name'),
            position: textOf(body, 'position'),
            phone: textOf(body, 'phone'),
            code: textOf(body, 'code'),
            wantsCode: textOf(body, 'wantsCode') !== '',
          }),
        again: ({ page }, form) => <AcknowledgePage {...page} form={form} />,
      },
    );
  }

  @Get('duties/:dutyId')
  @Access('link')
  dutyForm(
    @Param('token') token: string,
    @Param('dutyId') dutyId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    return this.door.show({ token, request, reply }, (page) => {
      const duty = dutyOf(page, dutyId);
      return <DutyPage {...page} duty={duty} fields={fieldsOf(duty)} form={EMPTY_FORM} />;
    });
  }

  @Post('duties/:dutyId')
  @Access('link')
  act(
    @Param('token') token: string,
    @Param('dutyId') dutyId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    return this.door.submit(
      { token, request, reply },
      {
        submit: ({ link, page }, body) => {
          const duty = dutyOf(page, dutyId);
          // The digest is of what the form asked for and was given, nothing else.
          const typed = fieldsOf(duty)
            .map(({ name }) => [name, textOf(body, name)] as const)
            .filter(([, value]) => value !== '');
          return this.answers.act(link, duty.duty.id, Object.fromEntries(typed));
        },
        again: ({ page }, form) => {
          const duty = dutyOf(page, dutyId);
          return <DutyPage {...page} duty={duty} fields={fieldsOf(duty)} form={form} />;
        },
      },
    );
  }

  @Get('reply')
  @Access('link')
  replyForm(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    return this.door.show({ token, request, reply }, (page) => (
      <ReplyPage {...page} form={EMPTY_FORM} uploaded={[]} />
    ));
  }

  @Post('reply')
  @Access('link')
  reply(@Param('token') token: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const uploaded: AttachmentRef[] = [];
    return this.door.submit(
      { token, request, reply },
      {
        submit: async ({ link }, body, files) => {
          uploaded.push(...listOf(body, 'uploaded').flatMap(uploadedBefore));
          await this.#store(files, uploaded);
          // One that is none is refused by the rule, along with all else that is missing.
          const outcome = textOf(body, 'outcome') as Outcome;
          const documentNumber = textOf(body, 'documentNumber');
          const reason = textOf(body, 'reason');
          const onSiteOn = textOf(body, 'onSiteOn');
          const orderNumber = textOf(body, 'orderNumber');
          return this.answers.reply(link, {
            outcome,
            text: textOf(body, 'text'),
            name: textOf(body, 'name'),
            attachments: uploaded,
            ...(documentNumber && { documentNumber }),
            ...(reason && { reason }),
            ...(onSiteOn && { onSiteOn }),
            ...(orderNumber && { orderNumber }),
          });
        },
        again: ({ page }, form) => <ReplyPage {...page} form={form} uploaded={uploaded} />,
      },
    );
  }

  @Get('hand-over')
  @Access('link')
  handOverForm(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    return this.door.show({ token, request, reply }, (page) => (
      <HandOverPage {...page} form={EMPTY_FORM} />
    ));
  }

  @Post('hand-over')
  @Access('link')
  handOver(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    return this.door.submit(
      { token, request, reply },
      {
        submit: ({ link }, body) =>
          this.answers.handOver(link, {
            email: textOf(body, 'email'),
            name: textOf(body, 'name'),
            by: textOf(body, 'by'),
          }),
        again: ({ page }, form) => <HandOverPage {...page} form={form} />,
      },
    );
  }

  /** Keeps every file that may be kept; of the others it says by name, at their field, what is wrong. */
  async #store(files: UploadedFile[], kept: AttachmentRef[]): Promise<void> {
    const problems: FieldProblem[] = [];
    for (const { name, bytes } of files) {
      try {
        const { digest } = await this.attachments.store(null, bytes);
        if (!kept.some((one) => one.digest === digest)) kept.push({ digest, name });
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        const of = (text: string) => `${name}：${text}`;
        problems.push({ field: 'files', problem: of(error.message), en: of(error.en) });
      }
    }
    const [first] = problems;
    if (first) throw Problem.invalid(first.problem, problems, first.en);
  }
}

/** `<digest> <name>`, as the reply's page wrote it. */
function uploadedBefore(text: string): AttachmentRef[] {
  const match = /^([0-9a-f]{64}) (.+)$/.exec(text);
  return match?.[1] && match[2] ? [{ digest: match[1], name: match[2] }] : [];
}

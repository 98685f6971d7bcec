import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { AuditService } from '#access';
import { addDays, instantOf, isPlainDate } from '#calendar';
import { NamedSubjects } from '#notices';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../../http/access.js';
import { sendPage } from '../../views/send-page.js';
import { ConsoleDoor } from '../console-door.service.js';
import { AuditPage } from './audit.page.js';
import { idsIn } from './audit-subject.js';

/** An empty filter of a form is none. */
const given = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;

const date = (value: unknown) => {
  const text = given(value);
  return text !== undefined && isPlainDate(text) ? text : undefined;
};

@Controller('console/operator/audit')
export class AuditController {
  constructor(
    private readonly door: ConsoleDoor,
    private readonly audit: AuditService,
    private readonly named: NamedSubjects,
  ) {}

  @Get()
  @Access('officer:operator', 'officer:auditor')
  async list(
    @Query() asked: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const context = this.door.context(request, reply);
    const query = {
      who: given(asked.who),
      act: given(asked.act),
      from: date(asked.from),
      to: date(asked.to),
    };
    const { items, next } = await this.audit.page(
      {
        ...{ who: query.who, act: query.act },
        from: query.from ? instantOf(query.from, '00:00') : undefined,
        until: query.to ? instantOf(addDays(query.to, 1), '00:00') : undefined,
      },
      given(asked.cursor) ?? null,
    );
    const named = await this.named.of(items.flatMap(idsIn));
    const shown = { context, items, named, next, query };
    sendPage(reply, <AuditPage {...shown} />);
  }
}

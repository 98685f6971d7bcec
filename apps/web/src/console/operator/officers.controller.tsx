import { Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { type Officer, OFFICER_ROLES, OfficerService, oneTimePassword } from '#access';
import { DirectoryService } from '#agencies';
import { Clock, Problem } from '#platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../../http/access.js';
import { EMPTY_FORM } from '../../views/forms.js';
import {
  failedForm,
  type FormBody,
  readForm,
  requireTyped,
  textOf,
} from '../../views/read-form.js';
import { seeOther, sendPage } from '../../views/send-page.js';
import { ConsoleDoor, formWith } from '../console-door.service.js';
import type { ConsoleContext } from '../console-frame.js';
import { ASKED, AskPage, type AskedVerb, InitialPasswordPage } from './officer-verbs.pages.js';
import { NewOfficerPage, OfficerPage } from './officer.pages.js';
import { OfficersPage } from './officers.page.js';

const PATH = '/console/operator/officers';

@Controller('console/operator/officers')
export class OfficersController {
  constructor(
    private readonly door: ConsoleDoor,
    private readonly officers: OfficerService,
    private readonly directory: DirectoryService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access('officer:operator', 'officer:auditor')
  async list(
    @Query('role') asked: string | undefined,
    @Query('cursor') cursor: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const context = this.door.context(request, reply);
    const role = OFFICER_ROLES.find((one) => one === asked);
    const { items, next } = await this.officers.page({ role }, cursor ?? null);
    const shown = { context, items, next, role, now: this.clock.now() };
    sendPage(reply, <OfficersPage {...shown} />);
  }

  @Get('new')
  @Access('officer:operator')
  async newForm(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const context = this.door.context(request, reply);
    const agencies = await this.directory.all();
    sendPage(reply, <NewOfficerPage context={context} form={EMPTY_FORM} agencies={agencies} />);
  }

  @Post()
  @Access('officer:operator')
  async create(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const context = this.door.context(request, reply);
    const { body } = await readForm(request);
    const username = textOf(body, 'username').toLowerCase();
    request.audit = { subject: username };
    try {
      requireTyped(body, {
        username: context.t('请填写用户名', 'Enter a user name'),
        ...whatAPersonNeeds(context),
      });
      const password = oneTimePassword();
      const person = await this.officers.create({
        ...(await this.#personOf(body, context)),
        ...{ username, password, mustChangePassword: true },
      });
      sendPage(
        reply,
        <InitialPasswordPage context={context} person={person} password={password} />,
      );
    } catch (error) {
      const form = failedForm(body, error);
      const agencies = await this.directory.all();
      sendPage(reply, <NewOfficerPage context={context} form={form} agencies={agencies} />, 422);
    }
  }

  @Get(':username')
  @Access('officer:operator', 'officer:auditor')
  async show(
    @Param('username') username: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const context = this.door.context(request, reply);
    const person = await this.officers.byUsername(username);
    const { name, position, role, agency } = person;
    const form = formWith({ name, position, role, agency: agency.code });
    const agencies = await this.directory.all();
    const shown = { context, person, form, agencies, now: this.clock.now() };
    sendPage(reply, <OfficerPage {...shown} />);
  }

  @Post(':username')
  @Access('officer:operator')
  async change(
    @Param('username') username: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const context = this.door.context(request, reply);
    const person = await this.officers.byUsername(username);
    const agencies = await this.directory.all();
    request.audit = { detail: `${person.role} @ ${person.agency.code} before` };
    await this.door.submit(request, reply, {
      submit: async (body) => {
        const change = await this.#personOf(body, context);
        await this.officers.change(person, change, context.officer);
      },
      next: `${PATH}/${person.username}`,
      again: (form) => (
        <OfficerPage {...{ context, person, form, agencies, now: this.clock.now() }} />
      ),
    });
  }

  @Get(':username/:verb')
  @Access('officer:operator')
  async ask(
    @Param('username') username: string,
    @Param('verb') asked: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const context = this.door.context(request, reply);
    const verb = ASKED.find((one) => one === asked);
    if (!verb) throw Problem.notFound('该页面', 'This page');
    const person = await this.officers.byUsername(username);
    sendPage(reply, <AskPage context={context} person={person} verb={verb} />);
  }

  @Post(':username/deactivate')
  @Access('officer:operator')
  async deactivate(
    @Param('username') username: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.#verb(request, reply, username, 'deactivate', (person, { officer }) =>
      this.officers.deactivate(person, officer),
    );
  }

  @Post(':username/reactivate')
  @Access('officer:operator')
  async reactivate(
    @Param('username') username: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.#verb(request, reply, username, 'reactivate', (person) =>
      this.officers.reactivate(person),
    );
  }

  @Post(':username/reset-password')
  @Access('officer:operator')
  async resetPassword(
    @Param('username') username: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.#verb(request, reply, username, 'reset-password', (person) =>
      this.officers.resetPassword(person),
    );
  }

  @Post(':username/reset-totp')
  @Access('officer:operator')
  async resetTotp(
    @Param('username') username: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.#verb(request, reply, username, 'reset-totp', (person) =>
      this.officers.resetTotp(person),
    );
  }

  @Post(':username/unlock')
  @Access('officer:operator')
  async unlock(
    @Param('username') username: string,
    @Req() _request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const person = await this.officers.byUsername(username);
    await this.officers.unlock(person);
    seeOther(reply, `${PATH}/${person.username}`);
  }

  /** Does it; then the officer's page or, where it made a password, that password, once. */
  async #verb(
    request: FastifyRequest,
    reply: FastifyReply,
    username: string,
    verb: AskedVerb,
    doing: (person: Officer, context: ConsoleContext) => Promise<string | undefined | void>,
  ): Promise<void> {
    const context = this.door.context(request, reply);
    const person = await this.officers.byUsername(username);
    try {
      const password = await doing(person, context);
      if (password === undefined) seeOther(reply, `${PATH}/${person.username}`);
      else sendPage(reply, <InitialPasswordPage {...{ context, person, password }} />);
    } catch (error) {
      const form = failedForm({}, error);
      sendPage(reply, <AskPage {...{ context, person, verb, form }} />, 409);
    }
  }

  async #personOf(body: FormBody, context: ConsoleContext) {
    requireTyped(body, whatAPersonNeeds(context));
    const agency = await this.directory.byCode(textOf(body, 'agency'));
    if (!agency) throw Problem.field('agency', '请选择单位', 'Choose an agency');
    const role = OFFICER_ROLES.find((one) => one === textOf(body, 'role'));
    if (!role) throw Problem.field('role', '请选择岗位', 'Choose a role');
    return {
      agencyId: agency.id,
      name: textOf(body, 'name'),
      position: textOf(body, 'position'),
      role,
    };
  }
}

/** What is said of each box that was left empty. */
const whatAPersonNeeds = ({ t }: ConsoleContext) => ({
  name: t('请填写姓名', 'Enter the name'),
  position: t('请填写职务', 'Enter the position'),
  agency: t('请选择单位', 'Choose an agency'),
  role: t('请选择岗位', 'Choose a role'),
});

import { Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiKeyService, type Scope, SCOPES } from '#access';
import { DirectoryService } from '#agencies';
import { instantOf, isPlainDate, localDateOf } from '#calendar';
import { StandingService } from '#notices';
import { Clock, CONFIG, type Config, newId, Problem } from '#platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../../http/access.js';
import type { FormState } from '../../views/forms.js';
import { failedForm, type FormBody, listOf, readForm, textOf } from '../../views/read-form.js';
import { seeOther, sendPage } from '../../views/send-page.js';
import { ConsoleDoor } from '../console-door.service.js';
import type { ConsoleContext } from '../console-frame.js';
import { type CalledServer, FirstCallPage } from './first-call.page.js';
import { KeysPage, NewKeyPage, RevokeKeyPage } from './keys.pages.js';

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Keys of the officer's own land office to the API. */
@Controller('console/keys')
export class KeysController {
  constructor(
    private readonly door: ConsoleDoor,
    private readonly keys: ApiKeyService,
    private readonly directory: DirectoryService,
    private readonly standing: StandingService,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  @Access('officer:land-office')
  async list(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const values = { id: newId(), scopes: SCOPES.join('\n') };
    const form = { values, problems: [] };
    await this.#sendKeys(this.door.context(request, reply), form, reply, 200);
  }

  /** Answers with the key itself: it is shown this once, and kept nowhere. */
  @Post()
  @Access('officer:land-office')
  async create(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const context = this.door.context(request, reply);
    const { agencyId } = context.officer;
    let body: FormBody = {};
    try {
      ({ body } = await readForm(request));
      const { id, name, scopes, expiresAt } = this.#wanted(body);
      const made = await this.keys.create(agencyId, name, scopes, expiresAt, id);
      const server = await this.#server(context);
      sendPage(reply, <NewKeyPage context={context} apiKey={made.key} server={server} />, 201);
    } catch (error) {
      const failed = failedForm(body, error);
      const form = { ...failed, values: { ...failed.values, id: newId() } };
      await this.#sendKeys(context, form, reply, 422);
    }
  }

  @Get('first-call')
  @Access('officer:land-office')
  async firstCall(
    @Query('key') prefix: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const context = this.door.context(request, reply);
    const keys = (await this.keys.list(context.officer.agencyId)).filter((key) => this.#works(key));
    const chosen = keys.find((key) => key.prefix === prefix) ?? keys[0] ?? null;
    sendPage(
      reply,
      <FirstCallPage
        context={context}
        keys={keys}
        chosen={chosen}
        server={await this.#server(context)}
      />,
    );
  }

  @Get(':keyId/revoke')
  @Access('officer:land-office')
  async revokeForm(
    @Param('keyId') keyId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const context = this.door.context(request, reply);
    const key = await this.keys.own(context.officer.agencyId, keyId);
    sendPage(reply, <RevokeKeyPage context={context} record={key} />);
  }

  @Post(':keyId/revoke')
  @Access('officer:land-office')
  async revoke(
    @Param('keyId') keyId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { officer } = this.door.context(request, reply);
    const key = await this.keys.own(officer.agencyId, keyId);
    if (!key.revokedAt) await this.keys.revoke(key.prefix);
    seeOther(reply, '/console/keys');
  }

  #wanted(body: FormBody): { id: string; name: string; scopes: Scope[]; expiresAt: Date | null } {
    const problems = [];
    const name = textOf(body, 'name').slice(0, 100);
    const scopes = SCOPES.filter((scope) => listOf(body, 'scopes').includes(scope));
    const lastOn = textOf(body, 'lastOn');
    const today = localDateOf(this.clock.now());
    if (!name) problems.push({ field: 'name', problem: '请填写用途', en: 'Say what it is for' });
    if (scopes.length === 0) {
      problems.push({ field: 'scopes', problem: '请至少选一项权限', en: 'Choose at least one' });
    }
    if (lastOn !== '' && (!isPlainDate(lastOn) || lastOn < today)) {
      problems.push({ field: 'lastOn', problem: '请填写今天或以后的日期', en: 'Today or later' });
    }
    if (problems.length > 0) {
      throw Problem.invalid('有需要更正之处。', problems, 'Something is to be mended.');
    }
    const id = textOf(body, 'id');
    const expiresAt = lastOn === '' ? null : new Date(+instantOf(lastOn, '00:00') + 86_400_000);
    return { id: UUID.test(id) ? id : newId(), name, scopes, expiresAt };
  }

  #works({ revokedAt, expiresAt }: { revokedAt: Date | null; expiresAt: Date | null }): boolean {
    return !revokedAt && !(expiresAt && expiresAt <= this.clock.now());
  }

  async #server({ officer: { agency } }: ConsoleContext): Promise<CalledServer> {
    const kind = this.standing.rulebook.kinds.find(
      ({ issuers, recipients }) =>
        issuers.some(({ level, role }) => level === agency.level && role === agency.role) &&
        recipients.some(({ optional }) => !optional),
    );
    const [region] = await this.directory.regions();
    const town = agency.town ?? region?.code ?? '';
    return { url: this.config.PUBLIC_URL, kind: kind?.key ?? 'copy-notice', town };
  }

  async #sendKeys(
    context: ConsoleContext,
    form: FormState,
    reply: FastifyReply,
    status: number,
  ): Promise<void> {
    const keys = (await this.keys.list(context.officer.agencyId)).map((record) => ({
      record,
      works: this.#works(record),
    }));
    sendPage(reply, <KeysPage context={context} keys={keys} form={form} />, status);
  }
}

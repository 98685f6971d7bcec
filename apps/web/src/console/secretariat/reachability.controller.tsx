import { Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { DirectoryService } from '#agencies';
import { ReachabilityQueries, ReachabilityService } from '#notices';
import { Clock, Problem } from '#platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../../http/access.js';
import { beijingTime, typedBeijingTime } from '../../views/beijing-time.js';
import { readForm, textOf } from '../../views/read-form.js';
import { sendPage } from '../../views/send-page.js';
import { actorOf, ConsoleDoor, formWith } from '../console-door.service.js';
import { ClosedTasksPage, ReachabilityPage } from './reachability.pages.js';
import { NewTaskPage, TaskPage } from './reachability-task.pages.js';

const PAGE_SIZE = 30;

/** Mailboxes that fail, agencies that never acknowledge, and the calls that follow. */
@Controller('console/reachability')
export class ReachabilityController {
  constructor(
    private readonly door: ConsoleDoor,
    private readonly reachability: ReachabilityService,
    private readonly queries: ReachabilityQueries,
    private readonly directory: DirectoryService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access('officer:secretariat', 'officer:auditor')
  async overview(
    @Query('tasks') tasksFrom: string | undefined,
    @Query('mailboxes') mailboxesFrom: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const context = this.door.context(request, reply);
    const [tasks, mailboxes, silent] = await Promise.all([
      this.queries.tasks(false, tasksFrom ?? null, PAGE_SIZE),
      this.queries.mailboxes(mailboxesFrom ?? null, PAGE_SIZE),
      this.queries.silentAgencies(PAGE_SIZE),
    ]);
    sendPage(
      reply,
      <ReachabilityPage
        context={context}
        tasks={tasks.items}
        nextTasks={tasks.next}
        mailboxes={mailboxes.items}
        nextMailboxes={mailboxes.next}
        silent={silent}
      />,
    );
  }

  @Get('closed')
  @Access('officer:secretariat', 'officer:auditor')
  async closed(
    @Query('cursor') cursor: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const context = this.door.context(request, reply);
    const { items, next } = await this.queries.tasks(true, cursor ?? null, PAGE_SIZE);
    sendPage(reply, <ClosedTasksPage context={context} tasks={items} next={next} />);
  }

  @Get('new')
  @Access('officer:secretariat')
  showNew(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { agency, address } = request.query as Record<string, string | undefined>;
    return this.#open(agency ?? '', address ?? '', request, reply);
  }

  @Post('new')
  @Access('officer:secretariat')
  async open(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { body } = await readForm(request);
    await this.#open(textOf(body, 'agencyCode'), textOf(body, 'address'), request, reply);
  }

  @Get('tasks/:taskId')
  @Access('officer:secretariat', 'officer:auditor')
  show(
    @Param('taskId') taskId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.#task(taskId, request, reply);
  }

  @Post('tasks/:taskId')
  @Access('officer:secretariat')
  record(
    @Param('taskId') taskId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.#task(taskId, request, reply);
  }

  async #open(
    code: string,
    address: string,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    const context = this.door.context(request, reply);
    const agency = await this.directory.byCode(code);
    if (!agency) throw Problem.notFound('该单位', 'The agency');
    const contacts = await this.directory.contactsFor(agency.id, 'service');
    const { t, officer } = context;
    await this.door.form(request, reply, {
      begin: formWith({
        address,
        assignedTo: officer.name,
        reason: address
          ? t(`邮箱 ${address} 发不通，请核实`, `The mailbox ${address} fails; please find out why`)
          : t(
              '近30天从未签收，请核实是否收到',
              'Nothing was acknowledged for 30 days; does it arrive?',
            ),
      }),
      page: (form) => <NewTaskPage {...{ context, agency, contacts, form }} />,
      submit: (body) =>
        this.reachability.open(
          {
            agencyCode: code,
            address,
            reason: textOf(body, 'reason'),
            assignedTo: textOf(body, 'assignedTo'),
            dueOn: textOf(body, 'dueOn'),
          },
          actorOf(officer),
        ),
      next: (id) => `/console/reachability/tasks/${id}`,
    });
  }

  async #task(taskId: string, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const context = this.door.context(request, reply);
    const view = await this.queries.task(taskId);
    if (!view) throw Problem.notFound('该任务', 'The task');
    const contacts = await this.directory.contactsFor(view.task.agencyId, 'service');
    const now = typedBeijingTime(this.clock.now().toISOString());
    await this.door.form(request, reply, {
      begin: formWith({ calledAt: now }),
      page: (form) => <TaskPage {...{ context, view, contacts, form }} />,
      submit: (body) => {
        const call = {
          outcome: textOf(body, 'outcome'),
          text: textOf(body, 'text'),
          calledAt: beijingTime(textOf(body, 'calledAt')),
        };
        return this.reachability.record(taskId, call, context.officer);
      },
      next: `/console/reachability/tasks/${taskId}`,
    });
  }
}

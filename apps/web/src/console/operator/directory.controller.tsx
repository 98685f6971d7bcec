import { Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { coverOf, DirectoryQueries, DirectoryService, townRoles } from '#agencies';
import { StandingService } from '#notices';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../../http/access.js';
import { EMPTY_FORM } from '../../views/forms.js';
import { textOf } from '../../views/read-form.js';
import { sendPage } from '../../views/send-page.js';
import { ConsoleDoor } from '../console-door.service.js';
import { AgencyPage } from './agency.page.js';
import { type Asked, given } from './asked.js';
import { CoveragePage } from './coverage.page.js';
import { DirectoryPage } from './directory.page.js';
import { entered } from './directory-forms.js';
import { RegionsPage } from './regions.page.js';

const PAGE_SIZE = 50;

@Controller('console/directory')
export class DirectoryController {
  constructor(
    private readonly door: ConsoleDoor,
    private readonly queries: DirectoryQueries,
    private readonly directory: DirectoryService,
    private readonly standing: StandingService,
  ) {}

  @Get()
  @Access('officer:operator', 'officer:auditor', 'officer:secretariat')
  async list(
    @Query() asked: Asked,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const context = this.door.context(request, reply);
    const filter = {
      town: given(asked, 'town'),
      role: given(asked, 'role'),
      level: given(asked, 'level'),
      text: given(asked, 'text'),
      retired: given(asked, 'retired') === '1',
    };
    const [{ items, next, total }, regions] = await Promise.all([
      this.queries.list(filter, given(asked, 'cursor') ?? null, PAGE_SIZE),
      this.queries.regions(),
    ]);
    sendPage(
      reply,
      <DirectoryPage
        context={context}
        rows={items}
        total={total}
        next={next}
        filter={filter}
        regions={regions}
      />,
    );
  }

  @Get('coverage')
  @Access('officer:operator', 'officer:auditor')
  async coverage(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const context = this.door.context(request, reply);
    const [agencies, regions] = await Promise.all([this.directory.all(), this.directory.regions()]);
    const roles = townRoles(this.standing.rulebook.kinds);
    const towns = regions.map((region) => ({
      region,
      covers: coverOf(roles, region.code, agencies),
    }));
    sendPage(reply, <CoveragePage context={context} roles={roles} towns={towns} />);
  }

  @Get('regions')
  @Access('officer:operator', 'officer:auditor')
  async regions(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const context = this.door.context(request, reply);
    const regions = await this.queries.regions();
    sendPage(reply, <RegionsPage context={context} regions={regions} form={EMPTY_FORM} />);
  }

  @Post('regions')
  @Access('officer:operator')
  async saveRegion(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const context = this.door.context(request, reply);
    const regions = await this.queries.regions();
    await this.door.submit(request, reply, {
      submit: (body) => {
        const name = { zh: textOf(body, 'nameZh'), en: textOf(body, 'nameEn') };
        const region = { code: textOf(body, 'code'), name };
        return entered(this.directory.edit({ what: 'region', region }));
      },
      next: '/console/directory/regions',
      again: (form) => <RegionsPage context={context} regions={regions} form={form} />,
    });
  }

  @Get('agencies/:code')
  @Access('officer:operator', 'officer:auditor', 'officer:secretariat')
  async agency(
    @Param('code') code: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const context = this.door.context(request, reply);
    const [row, regions] = await Promise.all([this.queries.agency(code), this.queries.regions()]);
    sendPage(reply, <AgencyPage context={context} row={row} regions={regions} />);
  }
}

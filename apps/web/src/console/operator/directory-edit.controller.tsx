import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { type AgencyRow, type Contact, DirectoryQueries, DirectoryService } from '#agencies';
import { Problem } from '#platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../../http/access.js';
import { EMPTY_FORM } from '../../views/forms.js';
import { readForm, textOf } from '../../views/read-form.js';
import { sendPage } from '../../views/send-page.js';
import { ConsoleDoor } from '../console-door.service.js';
import { RetirePage } from './agency.page.js';
import { AgencyFormPage, ContactFormPage } from './agency-form.page.js';
import {
  agencyForm,
  allowsReal,
  contactForm,
  entered,
  requireNewAgency,
  typedAgency,
  typedContact,
} from './directory-forms.js';

const pageOf = (code: string) => `/console/directory/agencies/${code}`;

/** Agencies and contacts, entry by entry. */
@Controller('console/directory')
export class DirectoryEditController {
  constructor(
    private readonly door: ConsoleDoor,
    private readonly queries: DirectoryQueries,
    private readonly directory: DirectoryService,
  ) {}

  @Get('new')
  @Access('officer:operator')
  async newAgency(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const context = this.door.context(request, reply);
    const regions = await this.queries.regions();
    const form = { ...EMPTY_FORM, values: { receives: 'service\nreminders' } };
    sendPage(reply, <AgencyFormPage context={context} row={null} regions={regions} form={form} />);
  }

  @Post('new')
  @Access('officer:operator')
  async addAgency(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const context = this.door.context(request, reply);
    const { body: typed } = await readForm(request);
    const regions = await this.queries.regions();
    await this.door.submit(request, reply, {
      submit: (body) => {
        requireNewAgency(body, context);
        const agency = typedAgency(body, textOf(body, 'code'), context);
        const contact = typedContact(body, context);
        return entered(this.directory.edit({ what: 'agency', agency, contact }, allowsReal(body)));
      },
      next: pageOf(textOf(typed, 'code')),
      again: (form) => (
        <AgencyFormPage context={context} row={null} regions={regions} form={form} />
      ),
    });
  }

  @Get('agencies/:code/edit')
  @Access('officer:operator')
  async agencyForm(
    @Param('code') code: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const context = this.door.context(request, reply);
    const [row, regions] = await Promise.all([this.queries.agency(code), this.queries.regions()]);
    const form = agencyForm(row.agency);
    sendPage(reply, <AgencyFormPage context={context} row={row} regions={regions} form={form} />);
  }

  @Post('agencies/:code/edit')
  @Access('officer:operator')
  async saveAgency(
    @Param('code') code: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const context = this.door.context(request, reply);
    const [row, regions] = await Promise.all([this.queries.agency(code), this.queries.regions()]);
    await this.door.submit(request, reply, {
      submit: (body) => {
        const agency = typedAgency(body, code, context);
        return entered(this.directory.edit({ what: 'agency', agency }));
      },
      next: pageOf(code),
      again: (form) => <AgencyFormPage context={context} row={row} regions={regions} form={form} />,
    });
  }

  @Get('agencies/:code/retire')
  @Access('officer:operator')
  async askRetireAgency(
    @Param('code') code: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const context = this.door.context(request, reply);
    sendPage(reply, <RetirePage context={context} row={await this.queries.agency(code)} />);
  }

  @Post('agencies/:code/retire')
  @Access('officer:operator')
  async retireAgency(
    @Param('code') code: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const context = this.door.context(request, reply);
    const row = await this.queries.agency(code);
    await this.door.submit(request, reply, {
      submit: () => entered(this.directory.edit({ what: 'retire-agency', code })),
      next: pageOf(code),
      again: (form) => <RetirePage context={context} row={row} form={form} />,
    });
  }

  @Get('agencies/:code/contacts/new')
  @Access('officer:operator')
  async newContact(
    @Param('code') code: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const context = this.door.context(request, reply);
    const row = await this.queries.agency(code);
    const action = `${pageOf(code)}/contacts/new`;
    sendPage(
      reply,
      <ContactFormPage context={context} row={row} action={action} fresh form={EMPTY_FORM} />,
    );
  }

  @Post('agencies/:code/contacts/new')
  @Access('officer:operator')
  addContact(
    @Param('code') code: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.#saveContact(code, null, request, reply);
  }

  @Get('agencies/:code/contacts/:contactId/edit')
  @Access('officer:operator')
  async contactForm(
    @Param('code') code: string,
    @Param('contactId') contactId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const context = this.door.context(request, reply);
    const row = await this.queries.agency(code);
    const form = contactForm(contactOf(row, contactId));
    const action = `${pageOf(code)}/contacts/${contactId}/edit`;
    sendPage(
      reply,
      <ContactFormPage context={context} row={row} action={action} fresh={false} form={form} />,
    );
  }

  @Post('agencies/:code/contacts/:contactId/edit')
  @Access('officer:operator')
  changeContact(
    @Param('code') code: string,
    @Param('contactId') contactId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.#saveContact(code, contactId, request, reply);
  }

  @Get('agencies/:code/contacts/:contactId/retire')
  @Access('officer:operator')
  async askRetireContact(
    @Param('code') code: string,
    @Param('contactId') contactId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const context = this.door.context(request, reply);
    const row = await this.queries.agency(code);
    const contact = contactOf(row, contactId);
    sendPage(reply, <RetirePage context={context} row={row} contact={contact} />);
  }

  @Post('agencies/:code/contacts/:contactId/retire')
  @Access('officer:operator')
  async retireContact(
    @Param('code') code: string,
    @Param('contactId') contactId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const context = this.door.context(request, reply);
    const row = await this.queries.agency(code);
    const contact = contactOf(row, contactId);
    const { email } = contact;
    await this.door.submit(request, reply, {
      submit: () =>
        entered(this.directory.edit({ what: 'retire-contact', agency: code, email }), true),
      next: pageOf(code),
      again: (form) => <RetirePage context={context} row={row} contact={contact} form={form} />,
    });
  }

  /** Without an id, a new one. */
  async #saveContact(
    code: string,
    contactId: string | null,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    const context = this.door.context(request, reply);
    const row = await this.queries.agency(code);
    const former = contactId === null ? null : contactOf(row, contactId).email;
    const action = `${pageOf(code)}/contacts/${contactId === null ? 'new' : `${contactId}/edit`}`;
    await this.door.submit(request, reply, {
      submit: (body) => {
        const contact = typedContact(body, context);
        const edit = { what: 'contact' as const, agency: code, former, contact };
        return entered(this.directory.edit(edit, allowsReal(body)), true);
      },
      next: pageOf(code),
      again: (form) => (
        <ContactFormPage
          context={context}
          row={row}
          action={action}
          fresh={contactId === null}
          form={form}
        />
      ),
    });
  }
}

function contactOf({ contacts }: AgencyRow, id: string): Contact {
  const contact = contacts.find((one) => one.id === id);
  if (!contact) throw Problem.notFound('该联系人', 'The contact');
  return contact;
}

import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import { type Change, DirectoryError, DirectoryService } from '#agencies';
import { Problem } from '#platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../../http/access.js';
import { failedForm, readForm, textOf } from '../../views/read-form.js';
import { seeOther, sendPage } from '../../views/send-page.js';
import { ConsoleDoor } from '../console-door.service.js';
import type { ConsoleContext } from '../console-frame.js';
import { DirectoryDifferencePage, DirectoryImportPage } from './directory-import.page.js';
import { allowsReal } from './directory-forms.js';
import { faultProblems } from './fault-words.js';
import { digestOf, packed, textGiven, unpacked } from './uploads.js';

interface Shown {
  text: string;
  file: string;
  realAddresses: boolean;
  changes: Change[];
  stale?: boolean;
}

/** A directory file: what would differ, then the change itself. */
@Controller('console/directory/import')
export class DirectoryImportController {
  constructor(
    private readonly door: ConsoleDoor,
    private readonly directory: DirectoryService,
  ) {}

  @Get()
  @Access('officer:operator')
  form(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const context = this.door.context(request, reply);
    sendPage(reply, <DirectoryImportPage context={context} />);
  }

  /** Changes nothing. */
  @Post()
  @Access('officer:operator')
  async compare(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const context = this.door.context(request, reply);
    const form = await readForm(request);
    try {
      const { text, name: file } = textGiven(form, context);
      const { realAddresses } = allowsReal(form.body);
      const changes = await this.#differences(text, file, realAddresses);
      showDifference(reply, context, { text, file, realAddresses, changes });
    } catch (error) {
      const again = <DirectoryImportPage context={context} form={failedForm(form.body, error)} />;
      sendPage(reply, again, 422);
    }
  }

  @Post('apply')
  @Access('officer:operator')
  async apply(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const context = this.door.context(request, reply);
    const { body } = await readForm(request);
    try {
      const text = unpacked(body);
      const file = textOf(body, 'file');
      const { realAddresses } = allowsReal(body);
      const changes = await this.#differences(text, file, realAddresses);
      if (changes.length > 0 && digestOf(changes) !== textOf(body, 'shown')) {
        showDifference(reply, context, { text, file, realAddresses, changes, stale: true });
        return;
      }
      await this.directory.import(text, file, false, { realAddresses });
      seeOther(reply, '/console/directory');
    } catch (error) {
      const again = <DirectoryImportPage context={context} form={failedForm(body, error)} />;
      sendPage(reply, again, 422);
    }
  }

  /** @throws Problem 422 with the faults of the file */
  async #differences(text: string, file: string, realAddresses: boolean): Promise<Change[]> {
    try {
      return await this.directory.import(text, file, true, { realAddresses });
    } catch (error) {
      if (!(error instanceof DirectoryError)) throw error;
      throw Problem.invalid(
        `${file} 不能导入。`,
        faultProblems(error.faults),
        `${file} cannot be imported.`,
      );
    }
  }
}

function showDifference(reply: FastifyReply, context: ConsoleContext, shown: Shown): void {
  const { text, file, realAddresses, changes, stale = false } = shown;
  sendPage(
    reply,
    <DirectoryDifferencePage
      context={context}
      file={file}
      changes={changes}
      packed={packed(text)}
      realAddresses={realAddresses}
      stale={stale}
      shown={digestOf(changes)}
    />,
    stale ? 409 : 200,
  );
}

import type {} from '@fastify/static';
import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { Problem } from '#platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../http/access.js';
import { FONT_FOLDER, STYLESHEET, stylesheet } from './assets.js';
import { UPLOAD_SCRIPT, UPLOAD_SCRIPT_ADDRESS } from './upload-script.js';

const FONT_FILE = /^noto-sans-sc-[a-z0-9-]+\.woff2$/;

/** What pages need besides themselves. Everything comes from this server: offices have no CDN. */
@Controller('assets')
export class AssetsController {
  @Get(':version/chaogao.css')
  @Access('public')
  async styles(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { encoding, bytes } = await stylesheet(request.headers['accept-encoding'] ?? '');
    // An old page may still name an old version: it gets today's, but not to keep.
    const current = request.url.split('?')[0] === STYLESHEET;
    void reply.header(
      'cache-control',
      current ? 'public, max-age=31536000, immutable' : 'no-cache',
    );
    if (encoding) void reply.header('content-encoding', encoding);
    void reply
      .header('vary', 'accept-encoding')
      .header('x-content-type-options', 'nosniff')
      .type('text/css; charset=utf-8')
      .send(bytes);
  }

  @Get(':version/upload.js')
  @Access('public')
  uploadScript(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const current = request.url.split('?')[0] === UPLOAD_SCRIPT_ADDRESS;
    void reply
      .header('cache-control', current ? 'public, max-age=31536000, immutable' : 'no-cache')
      .header('x-content-type-options', 'nosniff')
      .type('text/javascript; charset=utf-8')
      .send(UPLOAD_SCRIPT);
  }

  @Get('fonts/:file')
  @Access('public')
  font(@Param('file') file: string, @Res() reply: FastifyReply): void {
    if (!FONT_FILE.test(file)) throw Problem.notFound('该字体', 'This font');
    void reply.sendFile(file, FONT_FOLDER, { immutable: true, maxAge: '365d', cacheControl: true });
  }
}

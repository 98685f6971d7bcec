import type { FastifyReply } from 'fastify';
import type { VNode } from 'preact';
import { render } from 'preact-render-to-string';

/** Pages run no script at all, and nothing from elsewhere. `data:` pictures are Tabler's own arrows. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'none'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data:",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

function guard(reply: FastifyReply): FastifyReply {
  return (
    reply
      .header('content-security-policy', CONTENT_SECURITY_POLICY)
      // The address of a link page is a credential: it may not travel to another site.
      .header('referrer-policy', 'same-origin')
      .header('x-content-type-options', 'nosniff')
      .header('x-robots-tag', 'noindex, nofollow')
      .header('cache-control', 'private, no-store')
  );
}

/** Renders a page and answers with it; HEAD gets the same without the body. */
export function sendPage(reply: FastifyReply, page: VNode, status = 200): void {
  void guard(reply)
    .code(status)
    .type('text/html; charset=utf-8')
    .send(`<!doctype html>${render(page)}`);
}

/** 303: the answer to a POST is read with a GET, so that reloading it submits nothing again. */
export function seeOther(reply: FastifyReply, address: string): void {
  void guard(reply).code(303).header('location', address).send();
}

/** An attachment. Only pictures and PDF open in the browser, and even these in a sandbox. */
export function sendFile(
  reply: FastifyReply,
  { content, mediaType, name }: { content: Buffer; mediaType: string; name: string },
): void {
  const opens = /^image\/(png|jpeg|gif|webp)$|^application\/pdf$/.test(mediaType);
  const disposition = `${opens ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeName(name)}`;
  void guard(reply)
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('content-disposition', disposition)
    .type(mediaType)
    .send(content);
}

/** The headers of a file that is made for saving, such as an export. */
export function fileHeaders(reply: FastifyReply, mediaType: string, name: string): FastifyReply {
  return guard(reply)
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeName(name)}`)
    .type(mediaType);
}

/** RFC 8187: everything but its `attr-char`. */
function encodeName(name: string): string {
  return encodeURIComponent(name).replace(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

import type { Problem } from '#platform';
import type { FastifyReply } from 'fastify';
import type { VNode } from 'preact';
import { render } from 'preact-render-to-string';

/** Nothing from elsewhere. `data:` pictures are Tabler's own arrows. */
const policy = (...scripts: string[]) =>
  [
    "default-src 'none'",
    ...scripts,
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self' data:",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/** Pages run no script at all, */
const CONTENT_SECURITY_POLICY = policy("script-src 'none'");

/** but for one that shows the progress of an upload, from our own server and to it. */
const UPLOAD_POLICY = policy("script-src 'self'", "connect-src 'self'");

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

/** The same for a page that says why nothing was done, and to programs when it is worth trying again. */
export function sendRefusal(reply: FastifyReply, page: VNode, problem: Problem): void {
  if (problem.retryAfter !== null) void reply.header('retry-after', String(problem.retryAfter));
  sendPage(reply, page, problem.status);
}

/** The same for a page with a form that takes files: it may show their progress. */
export function sendUploadPage(reply: FastifyReply, page: VNode, status = 200): void {
  void guard(reply)
    .header('content-security-policy', UPLOAD_POLICY)
    .code(status)
    .type('text/html; charset=utf-8')
    .send(`<!doctype html>${render(page)}`);
}

/** The same for a page with a frame, for a mail as it was sent. */
export function sendFramingPage(reply: FastifyReply, page: VNode): void {
  void guard(reply)
    .header('content-security-policy', policy("script-src 'none'", "frame-src 'self'"))
    .type('text/html; charset=utf-8')
    .send(`<!doctype html>${render(page)}`);
}

/** HTML for such a frame: mails carry their style inline; they run nothing and load nothing. */
export function sendFramed(reply: FastifyReply, html: string): void {
  void guard(reply)
    .header(
      'content-security-policy',
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox; frame-ancestors 'self'",
    )
    .type('text/html; charset=utf-8')
    .send(html);
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

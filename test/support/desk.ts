import { postForm, getPage } from './case.js';
import type { Stage } from '../../apps/cli/src/rehearse/stage.js';
import { formsIn } from '../../apps/cli/src/rehearse/visitor.js';

/** What an officer of a town's land office types into the compose form. */
export const TYPED = {
  discoveredAt: '2026-09-29T08:00',
  source: 'patrol',
  placeText: '吕四港镇三甲村12组',
  point: '北纬32°03′00″ 东经121°36′00″',
  project: '厂房扩建',
  stage: 'foundation',
  areaUnit: 'mu',
  areaTotal: '3.2',
  areaArable: '1.8',
  areaBasic: '0',
  partyName: '某某水产有限公司',
  partyKind: 'organisation',
  severity: 'ordinary',
  stopFailedAt: '2026-09-29T09:00',
  contactName: '李所长',
  contactPhone: '0513-83000001',
};

/** Posts what a page's form would send: boxes that are ticked several times, and files. */
export async function postMultipart(
  stage: Stage,
  cookie: string,
  path: string,
  typed: Record<string, string>,
  options: { files?: File[]; without?: string[]; action?: string; field?: string } = {},
): Promise<Response> {
  const { files = [], without = [], action = path, field = 'files' } = options;
  const html = await (await getPage(stage, cookie, path)).text();
  const form = formsIn(html, stage.url + path).find((one) => one.action.endsWith(action));
  if (!form) throw new Error(`no form for ${action} on ${path}`);
  const body = new FormData();
  for (const [name, value] of form.preset) {
    if (!(name in typed) && !without.includes(`${name}=${value}`)) body.append(name, value);
  }
  for (const [name, value] of Object.entries(typed)) body.append(name, value);
  for (const file of files) body.append(field, file);
  return fetch(form.action, { method: 'POST', body, redirect: 'manual', headers: { cookie } });
}

/** Begins a draft and answers its address. */
export async function beginDraft(
  stage: Stage,
  cookie: string,
  kind = 'copy-notice',
): Promise<string> {
  const made = await postForm(stage, cookie, '/console/compose', { kind }, /compose$/);
  return made.headers.get('location') ?? '';
}

/** Text of a page without its marks. */
export async function textOf(response: Response): Promise<string> {
  return (await response.text())
    .replace(/<(script|style)[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .replace(/&#39;/g, "'")
    .replace(/\s+/g, ' ');
}

/** A photograph of one pixel. */
export const PHOTO = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

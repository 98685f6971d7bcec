/** A person, or a machine, that meets pages over HTTP: forms are read from the page itself. */
export interface Form {
  action: string;
  method: string;
  /** What would be sent if nobody typed anything: hidden inputs, preset values. */
  preset: [name: string, value: string][];
  multipart: boolean;
}

const attribute = (tag: string, name: string): string | null => {
  const value = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
  return value === undefined ? null : decode(value);
};

const decode = (text: string): string =>
  text
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');

/** The forms of a page with what they would send by themselves. */
export function formsIn(html: string, pageUrl: string): Form[] {
  return [...html.matchAll(/<form\b[^>]*>[\s\S]*?<\/form>/g)].map(([form]) => {
    const open = /<form\b[^>]*>/.exec(form)?.[0] ?? '';
    const preset = [...form.matchAll(/<input\b[^>]*>/g)].flatMap(([tag]): [string, string][] => {
      const name = attribute(tag, 'name');
      const type = attribute(tag, 'type') ?? 'text';
      if (!name || type === 'file' || type === 'submit') return [];
      if ((type === 'radio' || type === 'checkbox') && !/\schecked\b/.test(tag)) return [];
      return [[name, attribute(tag, 'value') ?? '']];
    });
    return {
      action: new URL(attribute(open, 'action') ?? '', pageUrl).href,
      method: (attribute(open, 'method') ?? 'get').toLowerCase(),
      preset,
      multipart: attribute(open, 'enctype') === 'multipart/form-data',
    };
  });
}

/** Links within a page. */
export function linksIn(html: string, pageUrl: string): string[] {
  return [...html.matchAll(/<a\b[^>]*>/g)].flatMap(([tag]) => {
    const href = attribute(tag, 'href');
    return href && !href.startsWith('#') && !href.startsWith('mailto:') && !href.startsWith('tel:')
      ? [new URL(href, pageUrl).href]
      : [];
  });
}

/** Sends a form with what is preset and what is typed on top. */
export async function submit(
  form: Form,
  typed: Record<string, string> = {},
  cookie = '',
): Promise<Response> {
  const body = form.multipart ? new FormData() : new URLSearchParams();
  for (const [name, value] of form.preset) if (!(name in typed)) body.append(name, value);
  for (const [name, value] of Object.entries(typed)) body.append(name, value);
  return fetch(form.action, {
    method: 'POST',
    body,
    redirect: 'manual',
    headers: cookie ? { cookie } : {},
  });
}

/**
 * A mail scanner: opens a link and every page behind it, with GET and HEAD, and submits every form
 * as it stands.
 */
export async function scan(link: string): Promise<{ pages: number; forms: number }> {
  const seen = new Set<string>();
  const queue = [link];
  let forms = 0;
  const base = link.split('?')[0] ?? link;
  for (let url = queue.shift(); url; url = queue.shift()) {
    const address = url.split('#')[0] ?? url;
    if (seen.has(address) || !address.startsWith(base)) continue;
    seen.add(address);
    await fetch(address, { method: 'HEAD' });
    const response = await fetch(address);
    if (!(response.headers.get('content-type') ?? '').includes('html')) continue;
    const html = await response.text();
    queue.push(...linksIn(html, address));
    for (const form of formsIn(html, address)) {
      if (form.method !== 'post') continue;
      await submit(form);
      forms += 1;
    }
  }
  return { pages: seen.size, forms };
}

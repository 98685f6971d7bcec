import { readFileSync } from 'node:fs';
import { DocumentRenderer, qrSvg } from '#documents';
import type { Config } from '#platform';
import { percentile, round, timed } from './measures.js';

/** Megabytes that a process holds. Linux only, as the other memory figures. */
function resident(pid: number | null): number {
  if (pid === null) return 0;
  try {
    const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Number(kilobytes ?? 0) / 1000;
  } catch {
    // It was renewed a moment ago.
    return 0;
  }
}

/** A notice by letter that fills one page; no two are alike, so that no cache flatters the compiler. */
async function onePage(index: number): Promise<object> {
  return {
    ...{ format: 'letter', kind: 'bureau-copy-notice', form: '函（抄）告' },
    number: `启自然资函〔2026〕${index + 1}号`,
    ...{ issuer: '启东市自然资源局', self: '我局', signer: null, recipient: '' },
    ...{ to: ['启东市公安局'], cc: [], others: [], attachments: [] },
    project: `第${index + 1}号地块厂房扩建`,
    ...{ place: `某镇某村${index % 40}组`, discoveredOn: '2026年11月20日', stopFailedOn: null },
    rulebook: { title: '补充意见', source: '启政办发〔2020〕32号', clause: '二、协作处置' },
    facts: [{ label: '占地面积', value: `${1000 + index}.00平方米`, wide: true }],
    description: null,
    demands: [
      {
        agencies: ['启东市公安局'],
        items: [{ action: '处置并函复', period: '5个工作日内', basis: '二、协作处置' }],
      },
    ],
    counted: { fromService: true, fromElse: false, workingDays: true },
    ...{ reading: false, answers: false, stopWork: false, date: '2026年11月24日' },
    contact: { name: '李所长', phone: '0513-00000001' },
    qr: await qrSvg(`https://chaogao.example/n/${index}`),
    fingerprint: null,
  };
}

/** Time per document, and what the process holds when many have been made. */
export async function documents(config: Config, count: number) {
  const renderer = new DocumentRenderer(config);
  const at = new Date();
  const each: number[] = [];
  let early = 0;
  let most = 0;
  let parent = 0;
  try {
    for (let index = 0; index < count; index += 1) {
      const data = await onePage(index);
      each.push(await timed(() => renderer.render('copy-notice', data, { at })));
      most = Math.max(most, resident(renderer.processId));
      parent = Math.max(parent, resident(process.pid));
      // A tenth in, the fonts are read and, of many, the process has had its first life.
      if (index <= count / 10) early = most;
    }
  } finally {
    await renderer.onApplicationShutdown();
  }
  return {
    'one page each': count,
    'median ms': round(percentile(each, 0.5)),
    'p95 ms': round(percentile(each, 0.95)),
    'slowest ms': round(percentile(each, 1)),
    'MB after a tenth': round(early, 0),
    'MB at most': round(most, 0),
    'MB of its parent': round(parent, 0),
    ratio: round(most / early, 2),
  };
}

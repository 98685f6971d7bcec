import type { Letter } from './letter.js';

/** What the secretariat gets once a day. */
export function digestLetter(props: {
  date: string;
  counts: [label: string, count: number][];
  consoleUrl: string;
  /** The latest signed root of all chains: kept outside the system, it gives a forger away. */
  root: { day: string; root: string; key: string } | null;
}): Letter {
  const said = props.counts.filter(([, count]) => count > 0);
  return {
    subject: `[每日摘要] ${props.date} ${said.map(([label, count]) => `${label}${count}件`).join('，') || '无新情况'}`,
    heading: `${props.date} 情况`,
    to: '联席会议办公室',
    paragraphs: [],
    facts: props.counts.map(([label, count]) => [label, `${count} 件`]),
    items: [],
    button: { label: '打开控制台', url: props.consoleUrl },
    footer: props.root
      ? [
          `${props.root.day} 证据签名根：${props.root.root}`,
          `签名公钥指纹：${props.root.key}。请保存本邮件，日后核对证据包时用。`,
        ]
      : [],
    english: [
      'What is new today; the console lists it.',
      ...(props.root
        ? [
            'Please keep this mail: evidence zips can be checked against the root and the fingerprint below.',
          ]
        : []),
    ],
  };
}

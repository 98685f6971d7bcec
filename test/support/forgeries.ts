import { type KeyPair, newKeyPair, signText } from '#evidence';
import { edit, type Files, flip, resign } from './evidence.js';

/** What is named, and what was done to the files of a zip. */
export type Forgery = [named: RegExp, change: (files: Files) => void];

const namesIn = (files: Files, folder: string) =>
  [...files.keys()].filter((name) => name.startsWith(folder));

export const firstOf = (files: Files, folder: string): string => namesIn(files, folder)[0] ?? '';

/** The manifest as it was signed tells. */
export function againstManifest(files: Files): Forgery[] {
  const [one = '', two = ''] = namesIn(files, 'documents/');
  const [mail = '', other = ''] = namesIn(files, 'mails/');
  const swap = (a: string, b: string) => (all: Files) => {
    all.set(a, files.get(b) ?? Buffer.of());
    all.set(b, files.get(a) ?? Buffer.of());
  };
  return [
    [/documents\/\S+：清单所列文件缺失/, (all) => all.delete(one)],
    [/proof\.json：缺失/, (all) => all.delete('proof.json')],
    [/manifest\.sig：缺失/, (all) => all.delete('manifest.sig')],
    [/attachments\/more\.pdf：不在清单中/, (all) => all.set('attachments/more.pdf', Buffer.of(1))],
    [/documents\/\S+：内容被改动/, swap(one, two)],
    [/mails\/\S+：内容被改动/, swap(mail, other)],
    // Masked in another way than ours.
    [/mails\/\S+：内容被改动/, (all) => edit(all, mail, (text) => text.replace('Date:', 'date:'))],
  ];
}

/** The events tell, even where the manifest was made to fit and signed anew. */
export function againstEvents(files: Files): Forgery[] {
  const [mail = '', other = ''] = namesIn(files, 'mails/');
  const lines = (change: (lines: string[]) => string[]) => (all: Files) => {
    edit(all, 'events.jsonl', (text) => `${change(text.trimEnd().split('\n')).join('\n')}\n`);
  };
  const swappedOriginals = (text: string) =>
    text.replaceAll(mail, 'x').replaceAll(other, mail).replaceAll('"x"', `"${other}"`);
  const fileless = /events\.jsonl #\d+：所记摘要没有对应文件/;
  return [
    [
      /events\.jsonl #2：内容与摘要不符/,
      lines(([a = '', b = '', ...rest]) => [a, b.replace('"actor":"', '"actor":"x'), ...rest]),
    ],
    [/events\.jsonl #2：与前一事件不相接/, lines(([a = '', , ...rest]) => [a, ...rest])],
    [
      /events\.jsonl #2：与前一事件不相接/,
      lines(([a = '', b = '', c = '', ...rest]) => [a, c, b, ...rest]),
    ],
    [/events\.jsonl：末尾与清单不符/, lines((all) => all.slice(0, -1))],
    [fileless, (all) => flip(all, firstOf(all, 'documents/'))],
    [fileless, (all) => flip(all, firstOf(all, 'submissions/'))],
    [fileless, (all) => flip(all, 'facts.json')],
    [fileless, (all) => flip(all, 'rulebook.yaml')],
    [fileless, (all) => all.delete(firstOf(all, 'documents/'))],
    [/mails\/\S+：不是事件 #\d+ 所记的邮件/, (all) => edit(all, 'manifest.json', swappedOriginals)],
  ];
}

/** The proof tells of itself. */
export function againstProof(files: Files): Forgery[] {
  const proof = JSON.parse(String(files.get('proof.json'))) as {
    leaf: object;
    statement: string;
    stamp: object | null;
  };
  const { root } = JSON.parse(proof.statement) as { root: string };
  const nowhere = '0'.repeat(64);
  const changes: [RegExp, object][] = [
    [/证明的不是这些事件/, { leaf: { ...proof.leaf, digest: nowhere } }],
    [/路径不通向所签的根/, { path: [nowhere] }],
    [/路径不通向所签的根/, { statement: proof.statement.replace(root, nowhere) }],
    [/根的签名不成立/, { statement: proof.statement.replace('"at":"20', '"at":"19') }],
    [/根的签名不成立/, { signature: signText('{}', newKeyPair().privateKey) }],
    [/没有签名所用的公钥/, { key: newKeyPair().fingerprint }],
    [/时间戳不能读取/, { stamp: { ...proof.stamp, token: 'AAAA' } }],
    [/结构不完整/, { leaf: null }],
  ];
  return changes.map(([named, change]) => [
    named,
    (all) => all.set('proof.json', Buffer.from(JSON.stringify({ ...proof, ...change }))),
  ]);
}

/** The forger claims that the real key was followed by his own. */
export function claimSuccession(files: Files, forger: KeyPair, previous: string): void {
  const succession = JSON.stringify({
    ...{ type: 'key-succession', previous, next: forger.publicKey },
  });
  const signature = signText(succession, forger.privateKey);
  const claim = { previous, succession, signedByPrevious: signature, signedByOwn: signature };
  edit(files, 'keys.json', (text) =>
    JSON.stringify([
      ...(JSON.parse(text) as unknown[]),
      { fingerprint: forger.fingerprint, publicKey: forger.publicKey, ...claim },
    ]),
  );
  resign(files, forger);
}

#!/usr/bin/env node
// 抄告证据包校验器 / Verifier of Chaogao's evidence zips.
//
//   node verify.mjs evidence.zip [--fingerprint "1A2B 3C4D ..."]
//
// One file, no dependency, Node 18 or newer, no network, no clock. It says what holds and what does not.
// Exit status: 0 everything holds, 1 something does not, 2 the file is no evidence zip.
import { createHash, createPublicKey, verify as verifySignature } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import zlib from 'node:zlib';

const sha256 = (...parts) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};
const hex = (bytes) => sha256(bytes).toString('hex');

class Unreadable extends Error {}

/** RFC 8785: keys in the order of their UTF-16 code units, numbers and strings as JSON.stringify writes them. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const keys = Object.keys(value).sort();
    return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(',')}}`;
  }
  return JSON.stringify(value);
}

/** 160 bits of SHA-256 over the public key, in groups of four. */
const fingerprintOf = (publicKey) =>
  hex(Buffer.from(publicKey, 'base64')).slice(0, 40).toUpperCase().match(/.{4}/g).join(' ');

const plainFingerprint = (text) =>
  String(text)
    .replace(/[^0-9a-fA-F]/g, '')
    .toUpperCase();

function signed(text, signature, publicKey) {
  try {
    const key = createPublicKey({
      key: Buffer.from(publicKey, 'base64'),
      format: 'der',
      type: 'spki',
    });
    return (
      key.asymmetricKeyType === 'ed25519' &&
      verifySignature(null, Buffer.from(text), key, Buffer.from(signature, 'base64'))
    );
  } catch {
    return false;
  }
}

// --- The zip: its central directory, then each file; whatever does not fit is named. ---

export function readZip(bytes) {
  const at = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (at < 0 || at + 22 > bytes.length) {
    throw new Unreadable(
      '不是完整的 zip 文件（找不到目录）/ Not a whole zip file: no directory at its end.',
    );
  }
  const count = bytes.readUInt16LE(at + 10);
  let entry = bytes.readUInt32LE(at + 16);
  const files = new Map();
  const faults = [];
  for (let n = 0; n < count; n += 1) {
    if (entry + 46 > bytes.length || bytes.readUInt32LE(entry) !== 0x02014b50) {
      faults.push({
        name: `zip #${n + 1}`,
        why: 'zip 目录损坏 / the directory of the zip is damaged',
      });
      break;
    }
    const nameLength = bytes.readUInt16LE(entry + 28);
    const name = bytes.toString('utf8', entry + 46, entry + 46 + nameLength);
    try {
      if (files.has(name)) throw new Error('名称出现两次 / its name occurs twice');
      files.set(name, contentOf(bytes, entry, name));
    } catch (error) {
      files.set(name, null);
      faults.push({ name, why: `不能读取 / cannot be read: ${error.message}` });
    }
    entry += 46 + nameLength + bytes.readUInt16LE(entry + 30) + bytes.readUInt16LE(entry + 32);
  }
  return { files, faults };
}

function contentOf(bytes, entry, name) {
  const method = bytes.readUInt16LE(entry + 10);
  const sum = bytes.readUInt32LE(entry + 16);
  const packed = bytes.readUInt32LE(entry + 20);
  const size = bytes.readUInt32LE(entry + 24);
  const local = bytes.readUInt32LE(entry + 42);
  if (local + 30 > bytes.length || bytes.readUInt32LE(local) !== 0x04034b50)
    throw new Error('zip 头损坏 / damaged header');
  const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
  if (bytes.toString('utf8', local + 30, local + 30 + bytes.readUInt16LE(local + 26)) !== name) {
    throw new Error('两处名称不同 / its two names differ');
  }
  if (start + packed > bytes.length) throw new Error('内容不全 / its content is cut off');
  const raw = bytes.subarray(start, start + packed);
  if (method !== 0 && method !== 8) throw new Error('未知的压缩方法 / unknown compression');
  const content = method === 8 ? zlib.inflateRawSync(raw, { maxOutputLength: size + 1 }) : raw;
  if (content.length !== size) throw new Error('长度不符 / another length');
  // Node 18 has no crc32; the digests of the manifest say as much.
  if (zlib.crc32 && zlib.crc32(content) !== sum) throw new Error('校验和不符 / another checksum');
  return content;
}

// --- Merkle tree, RFC 6962. ---

function rootOf(leaf, index, size, path) {
  if (!(index >= 0 && index < size)) return null;
  if (size === 1) return path.length === 0 ? leaf : null;
  if (path.length === 0) return null;
  const beside = Buffer.from(path[path.length - 1], 'hex');
  let left = 1;
  while (left * 2 < size) left *= 2;
  const rest = path.slice(0, -1);
  const inLeft = index < left;
  const below = inLeft
    ? rootOf(leaf, index, left, rest)
    : rootOf(leaf, index - left, size - left, rest);
  if (!below) return null;
  return inLeft ? sha256(Buffer.of(1), below, beside) : sha256(Buffer.of(1), beside, below);
}

// --- RFC 3161: only what the token says; the authority's own signature is left to openssl. ---

function* derValues(bytes, depth = 0) {
  let at = 0;
  while (at + 2 <= bytes.length) {
    const tag = bytes[at];
    let length = bytes[at + 1];
    let head = 2;
    if (length & 0x80) {
      const octets = length & 0x7f;
      if (octets === 0 || octets > 4 || at + 2 + octets > bytes.length) return;
      length = bytes.readUIntBE(at + 2, octets);
      head += octets;
    }
    const value = bytes.subarray(at + head, at + head + length);
    if (value.length !== length) return;
    yield { tag, value };
    if (depth < 12 && tag & 0x20) yield* derValues(value, depth + 1);
    else if (depth < 12 && tag === 0x04 && value[0] === 0x30) yield* derValues(value, depth + 1);
    at += head + length;
  }
}

/** The digest that a token stamps, and when it says so. */
function readToken(token) {
  const values = [...derValues(token)];
  const imprint = values.find(({ tag, value }) => tag === 0x04 && value.length === 32);
  const time = values.find(
    ({ tag, value }, n) => tag === 0x18 && n > values.indexOf(imprint) && value.length >= 15,
  );
  return {
    digest: imprint ? imprint.value.toString('hex') : null,
    at: time
      ? time.value
          .toString('latin1')
          .replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d).*$/, '$1-$2-$3T$4:$5:$6Z')
      : '?',
  };
}

// --- The checks. ---

function json(files, name, report) {
  const bytes = files.get(name);
  if (!bytes) {
    report.fail(name, '缺失 / is missing');
    return null;
  }
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    report.fail(name, '不是有效的 JSON / is no valid JSON');
    return null;
  }
}

class Report {
  lines = [];
  ok = true;
  named = new Set();
  hold(text) {
    this.lines.push(`✓ ${text}`);
  }
  note(text) {
    this.lines.push(`· ${text}`);
  }
  fail(name, why) {
    this.ok = false;
    this.named.add(name);
    this.lines.push(`✗ ${name}：${why}`);
  }
}

/** By fingerprint; one whose fingerprint is not that of its key is named and left out. */
function readKeys(files, report) {
  const keys = new Map();
  const list = json(files, 'keys.json', report);
  for (const key of Array.isArray(list) ? list : []) {
    let fingerprint = null;
    try {
      fingerprint = fingerprintOf(key.publicKey);
    } catch {
      // Named below.
    }
    if (fingerprint === null || fingerprint !== key.fingerprint) {
      report.fail(
        'keys.json',
        `指纹与公钥不符 / a fingerprint is not that of its key: ${key?.fingerprint}`,
      );
    } else keys.set(fingerprint, key);
  }
  return keys;
}

/** Keys that vouch for each other: both signed the succession. */
function linked(key, before) {
  if (!key.succession || !before) return false;
  try {
    const said = JSON.parse(key.succession);
    return (
      said.type === 'key-succession' &&
      said.previous === before.fingerprint &&
      said.next === key.publicKey &&
      signed(key.succession, key.signedByPrevious, before.publicKey) &&
      signed(key.succession, key.signedByOwn, key.publicKey)
    );
  } catch {
    return false;
  }
}

function trustedFrom(keys, start) {
  const trusted = new Set([start]);
  for (let grown = true; grown;) {
    grown = false;
    for (const key of keys.values()) {
      const before = keys.get(key.previous);
      if (!linked(key, before)) continue;
      if (trusted.has(key.fingerprint) !== trusted.has(before.fingerprint)) {
        trusted.add(key.fingerprint).add(before.fingerprint);
        grown = true;
      }
    }
  }
  return trusted;
}

function checkManifest(files, keys, report) {
  const manifest = json(files, 'manifest.json', report);
  const signature = files.get('manifest.sig');
  if (!manifest || !Array.isArray(manifest.files)) return null;
  const key = keys.get(manifest.key);
  if (!signature) report.fail('manifest.sig', '缺失 / is missing');
  else if (!key)
    report.fail('manifest.json', '没有签名所用的公钥 / the key that signed it is not here');
  else if (signed(files.get('manifest.json'), signature.toString('latin1').trim(), key.publicKey)) {
    report.hold(
      '清单由系统签名 / The manifest bears the signature of the system (manifest.json, manifest.sig).',
    );
  } else
    report.fail(
      'manifest.json',
      '清单或其签名被改动 / it or its signature (manifest.sig) was altered',
    );
  const listed = new Set(['manifest.json', 'manifest.sig']);
  let right = 0;
  for (const file of manifest.files) {
    listed.add(file.path);
    const bytes = files.get(file.path);
    if (bytes === undefined) report.fail(file.path, '清单所列文件缺失 / listed, but missing');
    else if (bytes === null) continue;
    else if (hex(bytes) !== file.sha256)
      report.fail(file.path, '内容被改动 / its content was altered');
    else right += 1;
  }
  for (const name of files.keys()) {
    if (!listed.has(name)) report.fail(name, '不在清单中 / is not in the manifest');
  }
  report.hold(
    `${right} 个文件与清单一致 / files are as the manifest says, of ${manifest.files.length}.`,
  );
  return manifest;
}

/** Every event, with its number; null where they cannot be read. */
function checkEvents(files, manifest, report) {
  const bytes = files.get('events.jsonl');
  if (!bytes) {
    report.fail('events.jsonl', '缺失 / is missing');
    return [];
  }
  const events = [];
  let previous = null;
  let broken = false;
  for (const [index, line] of bytes.toString('utf8').trimEnd().split('\n').entries()) {
    const name = `events.jsonl #${index + 1}`;
    let event;
    try {
      event = JSON.parse(line);
    } catch {
      report.fail(name, '不能读取 / cannot be read');
      return events;
    }
    const { noticeId, seq, type, actor, data, occurredAt } = event ?? {};
    const link = { noticeId, seq, previous: event.previous, type, actor, data, occurredAt };
    const why =
      hex(canonical(link)) !== event.digest
        ? '内容与摘要不符 / its content does not match its digest'
        : seq !== index + 1 || event.previous !== previous
          ? '与前一事件不相接（有事件被删、加或换位）/ it does not follow the event before: one was removed, added or moved'
          : noticeId !== manifest?.noticeId
            ? '属于另一抄告 / it belongs to another notice'
            : null;
    if (why && !broken) {
      report.fail(name, why);
      broken = true;
    }
    previous = event.digest;
    events.push(event);
  }
  const last = events.at(-1);
  if (manifest && (last?.digest !== manifest.head?.digest || last?.seq !== manifest.head?.seq)) {
    report.fail('events.jsonl', '末尾与清单不符 / its end is not the one that the manifest names');
  } else if (!broken) {
    report.hold(`${events.length} 个事件首尾相接 / events follow each other without a gap.`);
  }
  return events;
}

function* digestsIn(value) {
  if (typeof value === 'string') {
    if (/^[0-9a-f]{64}$/.test(value)) yield value;
  } else if (value !== null && typeof value === 'object') {
    for (const inner of Object.values(value)) yield* digestsIn(inner);
  }
}

/** What the events say of files must be here, or the manifest says why not. */
function checkReferences(files, manifest, events, report) {
  const present = new Map();
  for (const [name, bytes] of files) if (bytes) present.set(hex(bytes), name);
  const masked = new Map();
  for (const { path, original } of manifest?.files ?? []) if (original) masked.set(original, path);
  const absent = new Map((manifest?.absent ?? []).map(({ digest, why }) => [digest, why]));
  const [found, hidden, gone] = [new Set(), new Set(), new Map()];
  for (const event of events) {
    for (const digest of digestsIn(event.data)) {
      if (present.has(digest)) found.add(digest);
      else if (masked.has(digest)) hidden.add(digest);
      else if (absent.has(digest)) gone.set(digest, event.seq);
      else
        report.fail(
          `events.jsonl #${event.seq}`,
          `所记摘要没有对应文件 / no file has the digest that it names: ${digest}`,
        );
    }
  }
  const chained = new Set(events.flatMap((event) => [...digestsIn(event.data)]));
  for (const [original, path] of masked) {
    if (!chained.has(original))
      report.fail(path, '原件的摘要不在事件中 / no event names the digest of its original');
  }
  report.hold(
    `事件所记 ${found.size} 个摘要与文件逐字节相符 / digests that events name are those of files, byte for byte.`,
  );
  if (hidden.size > 0) {
    report.note(
      `${hidden.size} 封邮件中的链接口令已隐去：遮盖后的文件由清单签名保证，原件的摘要在事件中 / mails have the token of their link masked: ` +
        'the manifest vouches for the masked file, an event names the digest of the original.',
    );
  }
  for (const [digest, seq] of gone)
    report.note(
      `事件 #${seq} 的一个摘要没有文件 / a digest has no file here: ${absent.get(digest)} (${digest.slice(0, 12)}…)`,
    );
}

function checkProof(files, keys, events, report) {
  const proof = json(files, 'proof.json', report);
  if (!proof) {
    if (files.get('proof.json'))
      report.note(
        '尚无每日签名根覆盖此链 / No daily root covers this chain yet: only the manifest vouches for it.',
      );
    return null;
  }
  try {
    const { leaf, index, size, path, statement, signature, key, stamp } = proof;
    const event = events[leaf.seq - 1];
    const said = JSON.parse(statement);
    const root = rootOf(sha256(Buffer.of(0), canonical(leaf)), index, size, path);
    if (!event || event.noticeId !== leaf.noticeId || event.digest !== leaf.digest) {
      report.fail('proof.json', '证明的不是这些事件 / it proves something else than these events');
    } else if (
      said.type !== 'daily-root' ||
      said.size !== size ||
      said.root !== root?.toString('hex')
    ) {
      report.fail(
        'proof.json',
        '路径不通向所签的根 / its path does not lead to the root that was signed',
      );
    } else if (!keys.has(key)) {
      report.fail('proof.json', '没有签名所用的公钥 / the key that signed it is not here');
    } else if (!signed(statement, signature, keys.get(key).publicKey)) {
      report.fail('proof.json', '根的签名不成立 / the signature of the root does not hold');
    } else {
      report.hold(
        `${said.day} 的签名根证明事件 #1 至 #${leaf.seq} / The root signed on ${said.day} proves events #1 to #${leaf.seq}.`,
      );
      if (leaf.seq < events.length) {
        report.note(
          `事件 #${leaf.seq + 1} 至 #${events.length} 晚于该根，只由清单签名保证 / Events #${leaf.seq + 1} to #${events.length} are later than that root: only the manifest vouches for them.`,
        );
      }
      checkStamp(stamp, statement, report);
    }
    return key;
  } catch {
    report.fail('proof.json', '结构不完整 / it is not whole');
    return null;
  }
}

function checkStamp(stamp, statement, report) {
  if (!stamp) {
    report.note('根没有第三方时间戳 / The root bears no time-stamp of a third party.');
    return;
  }
  const { digest, at } = readToken(Buffer.from(stamp.token, 'base64'));
  if (digest !== hex(statement))
    report.fail('proof.json', '时间戳属于另一内容 / the time-stamp is of something else');
  else {
    report.note(
      `时间戳写明 ${at}，对象即此根；签发机构的签名未在此校验 / A time-stamp says ${at} and is of this root; ` +
        "the authority's own signature is not checked here (openssl ts -verify does).",
    );
  }
}

function checkFingerprint(keys, used, expected, report) {
  const wanted = plainFingerprint(expected ?? '');
  const shown = used.join(', ');
  if (!expected) {
    report.note(
      `签名公钥指纹 / fingerprint of the key: ${shown}。请与公文上印的或联席会议办公室收到的核对，或用 --fingerprint 给出；未核对时不能排除整包系伪造 / ` +
        'Compare it with the one printed on the documents or sent to the secretariat, or pass it as --fingerprint: until then a zip forged as a whole, with a key of its own, is NOT ruled out.',
    );
    return;
  }
  const known = [...keys.keys()].find((one) => plainFingerprint(one) === wanted);
  const trusted = known ? trustedFrom(keys, known) : new Set();
  if (used.length > 0 && used.every((one) => trusted.has(one))) {
    report.hold(
      `签名公钥就是所给指纹，或由它相互签署 / The keys are the one of the given fingerprint, or are signed by it and sign it: ${shown}.`,
    );
  } else {
    report.fail(
      'keys.json',
      `签名公钥不是所给指纹：可能整包系伪造 / signed by another key than the given one: the whole zip may be a forgery. ${shown}`,
    );
  }
}

/** Checks the bytes of a zip. `fingerprint`: what the reader knows from elsewhere. */
export function verify(bytes, { fingerprint } = {}) {
  const report = new Report();
  try {
    const { files, faults } = readZip(bytes);
    for (const { name, why } of faults) report.fail(name, why);
    const keys = readKeys(files, report);
    const manifest = checkManifest(files, keys, report);
    const events = checkEvents(files, manifest, report);
    checkReferences(files, manifest, events, report);
    const rootKey = checkProof(files, keys, events, report);
    checkFingerprint(
      keys,
      [...new Set([manifest?.key, rootKey])].filter(Boolean),
      fingerprint,
      report,
    );
  } catch (error) {
    const why = error instanceof Unreadable ? error.message : '结构不完整 / it is not whole';
    report.fail('zip', why);
    report.unreadable = error instanceof Unreadable;
  }
  report.lines.push(
    report.ok
      ? '结论：所列各项成立。/ Result: what is said above holds.'
      : '结论：不成立，见 ✗ 各行。/ Result: this evidence does NOT hold; see the lines with ✗.',
  );
  return report;
}

/** What the command line does; answers the exit status. */
export function main(args, print = console.log) {
  const at = args.indexOf('--fingerprint');
  const fingerprint = at < 0 ? undefined : args[at + 1];
  const [file] = args.filter((_, n) => at < 0 || (n !== at && n !== at + 1));
  if (!file || (at >= 0 && plainFingerprint(fingerprint).length !== 40)) {
    print('用法 / Usage: node verify.mjs FILE.zip [--fingerprint "XXXX XXXX …" (40 hex digits)]');
    return 2;
  }
  let bytes;
  try {
    bytes = readFileSync(file);
  } catch {
    print(`不能读取 / cannot be read: ${file}`);
    return 2;
  }
  const report = verify(bytes, { fingerprint });
  for (const line of report.lines) print(line);
  return report.ok ? 0 : report.unreadable ? 2 : 1;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.exitCode = main(process.argv.slice(2));
}

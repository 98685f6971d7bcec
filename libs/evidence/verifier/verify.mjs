#!/usr/bin/env node
// 抄告证据包校验器 / Verifier of Chaogao's evidence zips.
//
//   node verify.mjs evidence.zip [--fingerprint "1A2B 3C4D ..."] [--keys chaogao-keys.json]
//
// One file, no dependency, Node 18 or newer, no network, no clock. It says what holds and what does not.
// Exit status: 0 everything holds, 1 something does not, 2 the file is no evidence zip.
import {
  constants,
  createHash,
  createPublicKey,
  verify as verifySignature,
  X509Certificate,
} from 'node:crypto';
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
    const bytes = Buffer.from(signature, 'base64');
    // What base64 overlooks would be a byte that may be altered.
    if (bytes.toString('base64') !== signature) return false;
    const key = createPublicKey({
      key: Buffer.from(publicKey, 'base64'),
      format: 'der',
      type: 'spki',
    });
    return (
      key.asymmetricKeyType === 'ed25519' && verifySignature(null, Buffer.from(text), key, bytes)
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
  const spans = [];
  const directory = entry;
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
      const { content, span } = contentOf(bytes, entry, name);
      files.set(name, content);
      spans.push(span);
    } catch (error) {
      files.set(name, null);
      faults.push({ name, why: `不能读取 / cannot be read: ${error.message}` });
    }
    entry += 46 + nameLength + bytes.readUInt16LE(entry + 30) + bytes.readUInt16LE(entry + 32);
  }
  if (faults.length === 0 && !isWhole(bytes, spans, { from: directory, to: entry, at })) {
    faults.push({
      name: 'zip',
      why: '有不属于任何文件的内容 / it holds bytes that belong to no file',
    });
  }
  return { files, faults };
}

/**
 * Files, directory and end follow each other without a gap: other programs, which read a zip from its front
 * or look for its end in another way, must not find other files in it than those that are checked here.
 */
function isWhole(bytes, spans, { from, to, at }) {
  let next = 0;
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    if (span.from !== next) return false;
    next = span.to;
  }
  return (
    next === from && to === at && at + 22 === bytes.length && bytes.readUInt16LE(at + 20) === 0
  );
}

function contentOf(bytes, entry, name) {
  const flags = bytes.readUInt16LE(entry + 8);
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
  const end = start + packed + (flags & 8 ? descriptorAt(bytes, start + packed) : 0);
  return { content, span: { from: local, to: end } };
}

/** Length of what a zip that was written in one go has behind a file: its sums, with a mark or without. */
const descriptorAt = (bytes, at) =>
  bytes.toString('latin1', at, at + 4) === 'PK\x07\x08' ? 16 : 12;

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

// --- RFC 3161: a token is a CMS SignedData (RFC 5652) over a TSTInfo, DER. ---

/** One DER value: its tag, its content, and its whole encoding. */
function derAt(bytes, at) {
  let start = at + 2;
  let length = bytes[at + 1];
  if (length & 0x80) {
    const octets = length & 0x7f;
    if (octets < 1 || octets > 4) throw new RangeError('no DER length');
    length = bytes.readUIntBE(start, octets);
    start += octets;
  }
  const end = start + length;
  // Also where there is no byte at all: then `end` is NaN.
  if (!(end <= bytes.length)) throw new RangeError('cut off');
  return { tag: bytes[at], value: bytes.subarray(start, end), whole: bytes.subarray(at, end), end };
}

function derList(bytes) {
  const list = [];
  for (let at = 0; at < bytes.length; at = list[list.length - 1].end) list.push(derAt(bytes, at));
  return list;
}

const oidOf = (algorithm) => derAt(algorithm.value, 0).value.toString('hex');

const OID = {
  signedData: '2a864886f70d010702',
  tstInfo: '2a864886f70d0109100104',
  contentType: '2a864886f70d010903',
  messageDigest: '2a864886f70d010904',
  signingCertificate: '2a864886f70d010910020c',
  signingCertificateV2: '2a864886f70d010910022f',
};
const HASH_OF = {
  '2b0e03021a': 'sha1',
  '608648016503040201': 'sha256',
  '608648016503040202': 'sha384',
  '608648016503040203': 'sha512',
};
/** RSA with its three padded forms, RSA-PSS, ECDSA. */
const SIGNATURE_OF = {
  '2a864886f70d010101': {},
  '2a864886f70d01010b': { hash: 'sha256' },
  '2a864886f70d01010c': { hash: 'sha384' },
  '2a864886f70d01010d': { hash: 'sha512' },
  '2a864886f70d01010a': { padding: constants.RSA_PKCS1_PSS_PADDING },
  '2a8648ce3d0201': {},
  '2a8648ce3d040302': { hash: 'sha256' },
  '2a8648ce3d040303': { hash: 'sha384' },
  '2a8648ce3d040304': { hash: 'sha512' },
};
const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';

/** What a token says, and the parts by which its signature is checked. @throws where it is none */
function readToken(token) {
  const outer = derAt(token, 0);
  if (outer.end !== token.length) throw new RangeError('bytes after its end');
  const [type, wrapped] = derList(outer.value);
  const parts = derList(derAt(wrapped.value, 0).value);
  const [kind, sealed] = derList(parts[2].value);
  if (type.value.toString('hex') !== OID.signedData || kind.value.toString('hex') !== OID.tstInfo)
    throw new TypeError('no time-stamp token');
  const info = derAt(sealed.value, 0).value;
  const [, , imprint, , time] = derList(derAt(info, 0).value);
  const [imprintBy, imprinted] = derList(imprint.value);
  const signer = derList(derAt(parts[parts.length - 1].value, 0).value);
  return {
    info,
    hash: HASH_OF[oidOf(imprintBy)],
    digest: imprinted.value.toString('hex'),
    at: time.value
      .toString('latin1')
      .replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d+)?Z$/, '$1-$2-$3T$4:$5:$6Z'),
    certificates: parts
      .filter(({ tag }) => tag === 0xa0)
      .flatMap(({ value }) => derList(value).map(({ whole }) => whole)),
    digestBy: HASH_OF[oidOf(signer[2])],
    signedAttributes: signer[3].tag === 0xa0 ? signer[3] : null,
    signedBy: SIGNATURE_OF[oidOf(signer[4])],
    signature: signer[5].value,
  };
}

/** The certificate that the signed attributes name by its digest. */
function signingCertificate({ certificates }, attribute) {
  const newer = attribute(OID.signingCertificateV2);
  const named = newer ?? attribute(OID.signingCertificate);
  if (!named) return null;
  const parts = derList(derAt(derAt(named.value, 0).value, 0).value);
  const hash = !newer ? 'sha1' : parts[0].tag === 0x30 ? HASH_OF[oidOf(parts[0])] : 'sha256';
  const wanted = parts.find(({ tag }) => tag === 0x04).value;
  return certificates.find((one) => createHash(hash).update(one).digest().equals(wanted)) ?? null;
}

/** Whether the token is as its authority signed it: `certificate`, or `why` not; `unchecked` where this file cannot tell. */
function checkToken(token) {
  const { info, at, digestBy, signedAttributes, signedBy, signature, certificates } = token;
  if (certificates.length === 0)
    return { unchecked: '令牌未附证书 / the token encloses no certificate' };
  if (!signedBy || !digestBy)
    return {
      unchecked:
        '签名算法（如国密 SM2）不在此校验 / an algorithm, e.g. SM2, that is not checked here',
    };
  if (!signedAttributes) return { why: '没有签名属性 / it has no signed attributes' };
  const attributes = derList(signedAttributes.value).map(({ value }) => derList(value));
  const attribute = (oid) => {
    const found = attributes.find(([type]) => type.value.toString('hex') === oid);
    return found ? derAt(found[1].value, 0) : null;
  };
  if (attribute(OID.contentType)?.value.toString('hex') !== OID.tstInfo)
    return { why: '签的不是时间戳 / what is signed is no time-stamp' };
  if (!attribute(OID.messageDigest)?.value.equals(createHash(digestBy).update(info).digest()))
    return { why: '内容与所签摘要不符 / its content is not what was signed' };
  const der = signingCertificate(token, attribute);
  if (!der) return { why: '所签的证书不在其中 / the certificate that it names is not in it' };
  const certificate = new X509Certificate(der);
  // They are signed as a SET, and sent with another tag.
  const text = Buffer.concat([Buffer.of(0x31), signedAttributes.whole.subarray(1)]);
  const { hash = digestBy, padding } = signedBy;
  const key = { key: certificate.publicKey, ...(padding ? { padding } : {}) };
  if (!verifySignature(hash, text, key, signature))
    return { why: '签名不成立 / its signature does not hold' };
  if (!certificate.keyUsage?.includes(TIME_STAMPING))
    return { why: '证书不是时间戳证书 / its certificate is not one for time-stamping' };
  const time = Date.parse(at);
  if (!(Date.parse(certificate.validFrom) <= time && time <= Date.parse(certificate.validTo)))
    return { why: '时刻不在证书有效期内 / its time lies outside the validity of its certificate' };
  return { certificate };
}

/** @throws where it is no token */
export function readTimeStamp(der) {
  const token = readToken(der);
  const { hash, digest, at } = token;
  return { hash, digest, at, ...checkToken(token) };
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
function readKeys(list, report, name) {
  const keys = new Map();
  for (const key of Array.isArray(list) ? list : []) {
    let fingerprint = null;
    try {
      fingerprint = fingerprintOf(key.publicKey);
    } catch {
      // Named below.
    }
    if (fingerprint === null || fingerprint !== key.fingerprint) {
      report.fail(
        name,
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
  else if (
    signed(
      files.get('manifest.json'),
      signature.toString('latin1').replace(/\n$/, ''),
      key.publicKey,
    )
  ) {
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

function* objectsIn(value) {
  if (value === null || typeof value !== 'object') return;
  if (!Array.isArray(value)) yield value;
  for (const inner of Object.values(value)) yield* objectsIn(inner);
}

/** A mail must be the very one that the event of its message names. */
function checkMails(files, manifest, events, report) {
  const original = new Map((manifest?.files ?? []).map((file) => [file.path, file.original]));
  let right = 0;
  for (const { seq, type, data } of events) {
    const sent = type === 'message-accepted' || type === 'copy-served';
    for (const { messageId, inboundId, mailDigest } of objectsIn(data)) {
      if (!sent && !inboundId) continue;
      const name = sent ? `mails/${messageId}.eml` : `received/${inboundId}.eml`;
      const bytes = files.get(name);
      // Where it does not open any more, or cannot be read here, that is said elsewhere.
      if (
        !mailDigest ||
        !bytes ||
        (manifest?.absent ?? []).some(({ digest }) => digest === mailDigest)
      )
        continue;
      if (hex(bytes) === mailDigest || original.get(name) === mailDigest) right += 1;
      else
        report.fail(name, `不是事件 #${seq} 所记的邮件 / is not the mail that event #${seq} names`);
    }
  }
  report.hold(`${right} 封邮件就是事件所记的那一封 / mails are those that the events name.`);
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
      checkStamp(stamp, statement, leaf.seq, report);
    }
    return key;
  } catch {
    report.fail('proof.json', '结构不完整 / it is not whole');
    return null;
  }
}

/** The stamp is of the root, so it dates all that the root proves: events #1 to #`covered`. */
function checkStamp(stamp, statement, covered, report) {
  if (!stamp) {
    report.note('根没有第三方时间戳 / The root bears no time-stamp of a third party.');
    return;
  }
  let read;
  try {
    read = readTimeStamp(Buffer.from(stamp.token, 'base64'));
  } catch {
    report.fail('proof.json', '时间戳不能读取 / the time-stamp cannot be read');
    return;
  }
  const { hash, digest, at, why, unchecked, certificate } = read;
  if (!hash || createHash(hash).update(statement).digest('hex') !== digest) {
    report.fail('proof.json', '时间戳属于另一内容 / the time-stamp is of something else');
  } else if (why) {
    report.fail('proof.json', `时间戳${why.replace(' / ', ' / the time-stamp: ')}`);
  } else if (unchecked) {
    report.note(
      `时间戳写明 ${at}，对象即此根；签名未校验：${unchecked.replace(' / ', ` / A time-stamp says ${at} and is of this root; its signature is not checked: `)}.`,
    );
  } else {
    const { subject, fingerprint256 } = certificate;
    report.hold(
      `第三方时间戳：此根在 ${at} 已存在，事件 #1 至 #${covered} 不晚于该时刻；令牌由所附证书签名 / ` +
        `A third party's time-stamp: this root existed at ${at}, and so did events #1 to #${covered}; the token is signed by the certificate in it.`,
    );
    report.note(
      `时间戳证书 / certificate of the time-stamp: ${subject.replace(/\n/g, ', ')}; SHA-256 ${fingerprint256}。` +
        '该机构是否可信由您判断 / Whether that authority is to be trusted is for you to judge.',
    );
  }
}

/** `keys` of the zip, with those of `--keys`: the given fingerprint may be of a key that came later. */
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
      `签名公钥不是所给指纹：可能整包系伪造 / signed by another key than the given one: the whole zip may be a forgery. ${shown}` +
        (known
          ? ''
          : '。如密钥在打包后轮换过，用 --keys 给出系统公布的公钥再验 / Where the key was rotated after the zip was made, give the published keys with --keys.'),
    );
  }
}

/**
 * Checks the bytes of a zip. `fingerprint`: what the reader knows from elsewhere. `published`: the list of
 * keys that the system publishes, where the fingerprint is of one that came after the zip.
 */
export function verify(bytes, { fingerprint, published = [] } = {}) {
  const report = new Report();
  try {
    const { files, faults } = readZip(bytes);
    for (const { name, why } of faults) report.fail(name, why);
    const keys = readKeys(json(files, 'keys.json', report), report, 'keys.json');
    const manifest = checkManifest(files, keys, report);
    const events = checkEvents(files, manifest, report);
    checkReferences(files, manifest, events, report);
    checkMails(files, manifest, events, report);
    const rootKey = checkProof(files, keys, events, report);
    checkFingerprint(
      new Map([...readKeys(published, report, '--keys'), ...keys]),
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

const USAGE =
  '用法 / Usage: node verify.mjs FILE.zip [--fingerprint "XXXX XXXX …" (40 hex digits)] [--keys chaogao-keys.json]';

/** What the command line does; answers the exit status. */
export function main(args, print = console.log) {
  const given = { '--fingerprint': undefined, '--keys': undefined };
  const names = [];
  for (let n = 0; n < args.length; n += 1) {
    if (args[n] in given) given[args[n]] = args[(n += 1)] ?? '';
    else names.push(args[n]);
  }
  const fingerprint = given['--fingerprint'];
  if (
    names.length !== 1 ||
    (fingerprint !== undefined && plainFingerprint(fingerprint).length !== 40)
  ) {
    print(USAGE);
    return 2;
  }
  let reading = names[0];
  let bytes;
  let published;
  try {
    bytes = readFileSync(reading);
    if (given['--keys'] !== undefined) {
      reading = given['--keys'];
      published = JSON.parse(readFileSync(reading, 'utf8')).keys;
    }
  } catch {
    print(`不能读取 / cannot be read: ${reading}`);
    return 2;
  }
  const report = verify(bytes, { fingerprint, published });
  for (const line of report.lines) print(line);
  return report.ok ? 0 : report.unreadable ? 2 : 1;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.exitCode = main(process.argv.slice(2));
}

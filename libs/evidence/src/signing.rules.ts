import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
} from 'node:crypto';

/** An Ed25519 key pair. */
export interface KeyPair {
  /** Base64 of the SubjectPublicKeyInfo. */
  publicKey: string;
  /** Base64 of PKCS #8. */
  privateKey: string;
  fingerprint: string;
}

/** A public key as it is published and put into every evidence zip. */
export interface PublishedKey {
  fingerprint: string;
  publicKey: string;
  /** Fingerprint of the key before. */
  previous: string | null;
  /** What both keys signed when one followed the other. */
  succession: string | null;
  signedByPrevious: string | null;
  signedByOwn: string | null;
  /** ISO instant. */
  createdAt: string;
}

export function newKeyPair(): KeyPair {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const spki = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
  return {
    publicKey: spki,
    privateKey: privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
    fingerprint: fingerprintOf(spki),
  };
}

/** 160 bits of SHA-256 over the SubjectPublicKeyInfo, in ten groups of four: short enough for paper. */
export function fingerprintOf(publicKey: string): string {
  const hex = createHash('sha256').update(Buffer.from(publicKey, 'base64')).digest('hex');
  return (hex.slice(0, 40).toUpperCase().match(/.{4}/g) ?? []).join(' ');
}

/** Base64. */
export function signText(text: string, privateKey: string): string {
  const key = createPrivateKey({
    key: Buffer.from(privateKey, 'base64'),
    format: 'der',
    type: 'pkcs8',
  });
  return sign(null, Buffer.from(text), key).toString('base64');
}

export function verifyText(text: string, signature: string, publicKey: string): boolean {
  const key = createPublicKey({
    key: Buffer.from(publicKey, 'base64'),
    format: 'der',
    type: 'spki',
  });
  return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64'));
}

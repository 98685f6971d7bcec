import { randomBytes } from 'node:crypto';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import { MessageImprint, TimeStampReq, TimeStampResp } from '@peculiar/asn1-tsp';
import { AlgorithmIdentifier } from '@peculiar/asn1-x509';

const SHA256 = '2.16.840.1.101.3.4.2.1';
const PATIENCE_MS = 15_000;
/** PKIStatus: granted, granted with modifications. */
const GRANTED = new Set([0, 1]);

/**
 * Asks an RFC 3161 authority to stamp a SHA-256 digest (hex); answers the token, DER.
 *
 * @throws Error where it does not answer or refuses
 */
export async function requestTimeStamp(url: string, digest: string): Promise<Buffer> {
  const bytes = Buffer.from(digest, 'hex');
  const nonce = randomBytes(8);
  // The first bit clear: an INTEGER is signed.
  nonce[0] = (nonce[0] ?? 0) & 0x7f;
  const request = new TimeStampReq({
    messageImprint: new MessageImprint({
      hashAlgorithm: new AlgorithmIdentifier({ algorithm: SHA256, parameters: null }),
      hashedMessage: new OctetString(bytes),
    }),
    nonce: nonce.buffer.slice(nonce.byteOffset, nonce.byteOffset + nonce.length),
    certReq: true,
  });
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/timestamp-query' },
    body: Buffer.from(AsnConvert.serialize(request)),
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  if (!response.ok) throw new Error(`the authority answered ${response.status}`);
  const answer = AsnConvert.parse(await response.arrayBuffer(), TimeStampResp);
  const status: number = answer.status.status;
  if (!GRANTED.has(status) || !answer.timeStampToken) {
    throw new Error(`the authority refused (status ${status})`);
  }
  const token = Buffer.from(AsnConvert.serialize(answer.timeStampToken));
  if (!token.includes(bytes)) throw new Error('the authority stamped something else');
  return token;
}

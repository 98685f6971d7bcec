export { canonical, chainDigest, type ChainLink, sha256Hex } from './chain.rules.js';
export { EvidenceZip, verifierFile } from './evidence-zip.js';
export { BLOCK, inclusionPath, leafHash, treeHash } from './merkle.rules.js';
export {
  fingerprintOf,
  type KeyPair,
  newKeyPair,
  type PublishedKey,
  signText,
  verifyText,
} from './signing.rules.js';
export { requestTimeStamp } from './time-stamp.js';

export { canonical, chainDigest, sha256Hex } from './chain.rules.js';

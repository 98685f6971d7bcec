export { canonical, chainDigest, type ChainLink, sha256Hex, verifyChain } from './chain.rules.js';

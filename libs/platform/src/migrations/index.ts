import { Spine1764000000000 } from './1764000000000-spine.js';
import { Certainty1764000000006 } from './1764000000006-certainty.js';

export const migrations = [Spine1764000000000, Certainty1764000000006];

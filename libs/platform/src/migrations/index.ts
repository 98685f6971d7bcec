import { Spine1764000000000 } from './1764000000000-spine.js';

export const migrations = [Spine1764000000000];

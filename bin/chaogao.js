#!/usr/bin/env node
// The command. Committed and executable, so that npx finds it before a build.
import { ensure } from './ensure.js';

ensure();
await import('../dist/apps/cli/src/main.js');

/** `npm test`: everything that has to hold, from a bare clone, or what is named: `npm test -- PATH…`. */
import { join } from 'node:path';
import { ensureInstalled } from './install.mjs';

process.chdir(join(import.meta.dirname, '..', '..'));
ensureInstalled();
const { register } = await import('tsx/esm/api');
register();
await import('./suite/main.ts');

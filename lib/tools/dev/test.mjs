/** `npm test` and its kin: everything that has to hold, from a bare clone, or what is named: `npm test -- PATH…`. */
import { join } from 'node:path';
import { ensureInstalled } from './install.mjs';

process.chdir(join(import.meta.dirname, '..', '..', '..'));
ensureInstalled();
const { register } = await import('tsx/esm/api');
register();
if (process.argv[2] === '--watch') await import('./suite/watch.ts');
else if (process.argv[2] === '--node') await import('./suite/on-node.ts');
else await import('./suite/main.ts');

/** `node lib/tools/dev/run.mjs SCRIPT [ARGS]`: runs a TypeScript program of the project with a database at hand. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled } from './install.mjs';

process.chdir(join(import.meta.dirname, '..', '..', '..'));
ensureInstalled();
if (existsSync('.env')) process.loadEnvFile('.env');
const { register } = await import('tsx/esm/api');
register();
await import('./run.ts');

/** `npm run up` and `npm run dev`: plain JavaScript that installs what is missing and hands over to `up.ts` or `dev.ts`. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled } from './install.mjs';

process.chdir(join(import.meta.dirname, '..', '..'));
ensureInstalled();
if (existsSync('.env')) process.loadEnvFile('.env');
const { register } = await import('tsx/esm/api');
register();
await import(process.argv[2] === '--dev' ? './dev.ts' : './up.ts');

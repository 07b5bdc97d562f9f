/** `npm run up` and `npm run dev`: plain JavaScript that installs what is missing and hands over to `up.ts` or `dev.ts`. */
import './check-node.mjs';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled } from './install.mjs';

process.chdir(join(import.meta.dirname, '..', '..', '..'));
ensureInstalled();
if (existsSync('.env')) process.loadEnvFile('.env');
const { register } = await import('tsx/esm/api');
register();
if (process.argv[2] === '--dev') await import('./dev.ts');
else await import('./up.ts');

/** The server that `global-setup.ts` has started, as the specs see it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { internal } from '@/lib/platform/errors';

/** Password of admin@demo.example, operator@demo.example and officer@demo.example. */
export const DEMO_PASSWORD = process.env.E2E_DEMO_PASSWORD ?? 'end-to-end-password';

/** The data folder of the server. */
export function dataDir(): string {
  const folder = process.env.E2E_DATA_DIR;
  if (!folder) throw internal('E2E_DATA_DIR is not set: it is set when the specs start their own server.');
  return folder;
}

/** URLs of the server's database: as its owner, for specs that look at what was written, and as the app's role. */
export function databaseUrls(): { owner: string; app: string } {
  return JSON.parse(readFileSync(join(dataDir(), 'database.json'), 'utf8')) as { owner: string; app: string };
}

/** An empty org of a spec's own, on the server that all specs share. */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { databaseUrls, dataDir } from './fixtures';
import type { Person } from './people';

export interface Clinic {
  name: string;
  admin: Person;
  operator: Person;
  officer: Person;
}

const run = promisify(execFile);

export async function makeClinic(name: string): Promise<Clinic> {
  const { app, owner } = databaseUrls();
  const password = randomBytes(12).toString('base64url');
  const env = { ...process.env, DATA_DIR: dataDir(), DATABASE_URL: app, DATABASE_OWNER_URL: owner };
  const { stdout } = await run(process.execPath, ['--import', 'tsx', 'e2e/make-clinic.ts', name, password], { env });
  const { admin, operator, officer } = JSON.parse(stdout) as Record<'admin' | 'operator' | 'officer', string>;
  return {
    name,
    admin: { email: admin, password },
    operator: { email: operator, password },
    officer: { email: officer, password },
  };
}

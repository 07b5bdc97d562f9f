import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { compiled } from '@/lib/tools/testing/compiled';
import { type Clinic, makeClinic } from '../clinic';
import { databaseUrls, dataDir } from '../fixtures';
import type { Person } from '../session';

export interface PreparedClinic extends Clinic {
  /** Whose profile grants nothing. */
  nobody: Person;
  contactId: string;
  leadId: string;
  profileId: string;
  /** Of the administrator. */
  userId: string;
}

const run = promisify(execFile);

/** A clinic with a Contact named Zqmatrix, and a person who may do nothing. */
export async function makePreparedClinic(name: string): Promise<PreparedClinic> {
  const clinic = await makeClinic(name);
  const { app, owner } = databaseUrls();
  const env = { ...process.env, DATA_DIR: dataDir(), DATABASE_URL: app, DATABASE_OWNER_URL: owner };
  const { email, password } = clinic.admin;
  const script = [await compiled('e2e/security/prepare-clinic.ts'), email, password];
  const { stdout } = await run(process.execPath, script, { env });
  const made = JSON.parse(stdout) as {
    email: string;
    contactId: string;
    leadId: string;
    profileId: string;
    userId: string;
  };
  const { email: nobody, ...ids } = made;
  return { ...clinic, nobody: { email: nobody, password }, ...ids };
}

/** An empty org of a spec's own, on the server that all specs share. */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { compiled } from '@/lib/tools/testing/compiled';
import { databaseUrls, dataDir } from './fixtures';
import type { Person } from './session';

export interface Clinic {
  name: string;
  admin: Person;
  operator: Person;
  /** Another operator, who may delete conversations. */
  colleague: Person;
  officer: Person;
  /** `data-brand` of its widget. */
  brand: string;
}

type MadeKey = 'admin' | 'operator' | 'colleague' | 'officer' | 'brand';

const run = promisify(execFile);

export interface ClinicRecords {
  module: string;
  values: Record<string, unknown>;
  /** So many alike; one when absent. */
  count?: number;
}

/** With HIPAA on and these fields of Contacts marked, if there are any; with these records of the operator. A password alone signs in unless second factors are asked for. */
export async function makeClinic(
  name: string,
  marked: readonly string[] = [],
  records: readonly ClinicRecords[] = [],
  factors: 'asked for' | 'not asked for' = 'not asked for',
): Promise<Clinic> {
  const { app, owner } = databaseUrls();
  const password = randomBytes(12).toString('base64url');
  const databases = { DATABASE_URL: app, DATABASE_OWNER_URL: owner };
  const env = {
    ...process.env,
    DATA_DIR: dataDir(),
    ...databases,
    CLINIC_RECORDS: JSON.stringify(records),
    CLINIC_FACTORS: factors,
  };
  const script = [await compiled('e2e/make-clinic.ts'), name, password, ...marked];
  const { stdout } = await run(process.execPath, script, { env });
  const { admin, operator, colleague, officer, brand } = JSON.parse(stdout) as Record<MadeKey, string>;
  return {
    name,
    admin: { email: admin, password },
    operator: { email: operator, password },
    colleague: { email: colleague, password },
    officer: { email: officer, password },
    brand,
  };
}

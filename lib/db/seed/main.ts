import { randomBytes } from 'node:crypto';
import { hashPassword } from '@/lib/auth/password';
import { createOrg } from '@/lib/orgs/create';
import { inTransaction } from '../transaction';
import { seedDemo } from './demo';
import { addPerson, contextOf } from './people';

export interface Seeded {
  created: boolean;
  /** What to tell the person at the terminal, once. */
  lines: string[];
}

const ADMINISTRATOR = 'admin@demo.example';

/**
 * Makes the first org when there is none: `demo` with people, patients and HIPAA on; `empty` with one administrator.
 * A database that has an org is left alone. Runs as the app's role, by the same verbs as the screens.
 */
export async function seed(kind: 'demo' | 'empty', { demoPassword }: { demoPassword?: string }): Promise<Seeded> {
  if (await hasOrg()) return { created: false, lines: [] };
  const password = demoPassword ?? randomBytes(12).toString('base64url');
  const passwordHash = await hashPassword(password);
  const org = await createOrg({
    name: kind === 'demo' ? 'Careledger Demo Clinic' : 'My organisation',
    administrator: { name: 'Demo Administrator', email: ADMINISTRATOR, passwordHash },
  });
  const admin = contextOf(org, org.administratorId, 'Demo Administrator', 'Administrator');
  const emails = [ADMINISTRATOR];
  if (kind === 'demo') {
    const operator = await addPerson(org, admin, {
      name: 'Demo Operator',
      email: 'operator@demo.example',
      passwordHash,
      profile: 'Operator',
      role: 'Manager',
    });
    await addPerson(org, admin, {
      name: 'Demo Compliance Officer',
      email: 'officer@demo.example',
      passwordHash,
      profile: 'Compliance Officer',
      role: 'CEO',
    });
    emails.push('operator@demo.example', 'officer@demo.example');
    await seedDemo(admin, operator);
  }
  const shown = demoPassword ? 'the password of DEMO_PASSWORD' : `the password ${password} (shown only now)`;
  return { created: true, lines: [`Sign in as ${emails.join(', ')} with ${shown}.`] };
}

function hasOrg(): Promise<boolean> {
  return inTransaction(async (sql) => {
    await sql`select set_config('app.every_org', 'on', true)`;
    const rows = await sql`select from orgs limit 1`;
    return rows.length > 0;
  });
}

import { randomBytes } from 'node:crypto';
import { hashPassword } from '@/lib/people/auth/password';
import { createOrg } from '@/lib/people/orgs/create';
import { offerFirstRun } from '@/lib/people/orgs/first-run';
import type { Context } from '@/lib/platform/context';
import { settings } from '@/lib/platform/db/schema/orgs';
import { inOrg, inTransaction, writeInOrg } from '@/lib/platform/db/transaction';
import { env } from '@/lib/platform/env';
import type { Id } from '@/lib/platform/ids';
import { DEMO_SETTING } from '@/lib/ways-in/widget/demo-brand';
import { adoptSettings } from './adopt-settings';
import { seedDemo } from './demo';
import { addPerson, contextOf } from './people';
import { spareDemo } from './spare-demo';

export interface Seeded {
  created: boolean;
  /** What to tell the person at the terminal, once. */
  lines: string[];
}

const ADMINISTRATOR = 'admin@demo.example';

/**
 * Makes the first org when there is none: `demo` with people, patients and HIPAA on; `empty` with one administrator where a
 * password is given, else a code by which somebody makes it themselves.
 * A database that has an org is left alone. Runs as the app's role, by the same verbs as the screens.
 */
export async function seed(kind: 'demo' | 'empty', { demoPassword }: { demoPassword?: string }): Promise<Seeded> {
  await adoptSettings();
  const found = await findOrg();
  // One of before there were second factors.
  if (found) await spareDemo(found);
  if (found) return { created: false, lines: (await isUnfinished(found)) ? [UNFINISHED] : [] };
  if (kind === 'empty' && !demoPassword) return { created: false, lines: [await firstRunLine()] };
  const password = demoPassword ?? randomBytes(12).toString('base64url');
  const passwordHash = await hashPassword(password);
  const administratorName = kind === 'demo' ? 'Demo Administrator' : 'Administrator';
  const org = await createOrg({
    name: kind === 'demo' ? 'Careledger Demo Clinic' : 'My organisation',
    administrator: { name: administratorName, email: ADMINISTRATOR, passwordHash },
  });
  const admin = contextOf(org, org.administratorId, administratorName, 'Administrator');
  const emails = [ADMINISTRATOR];
  if (kind === 'demo') {
    await noteSetting(admin, DEMO_SETTING);
    await spareDemo(org.orgId);
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
    await noteSetting(admin, SEEDING);
    await seedDemo(admin, operator);
    await noteSeeded(admin);
  }
  const shown = demoPassword ? 'the password of DEMO_PASSWORD' : `the password ${password} (shown only now)`;
  return { created: true, lines: [`Sign in as ${emails.join(', ')} with ${shown}.`] };
}

/** No password is made for anybody. */
async function firstRunLine(): Promise<string> {
  const address = `${(env().NEXTAUTH_URL ?? '').replace(/\/$/, '')}/first-run`;
  return `Open ${address} and give this code (shown only now; each start makes another): ${await offerFirstRun()}`;
}

function findOrg(): Promise<Id | undefined> {
  return inTransaction(async (sql) => {
    await sql`select set_config('app.every_org', 'on', true)`;
    const [row] = await sql<{ org_id: Id }[]>`select org_id from orgs order by org_id limit 1`;
    return row?.org_id;
  });
}

const UNFINISHED =
  'The demo data was interrupted and is incomplete. To have it whole, stop, remove DATA_DIR and start again.';
const SEEDING = 'demo_seeding';

/** A start that was killed while it seeded is not taken for a whole demo. */
async function noteSeeded(admin: Context): Promise<void> {
  await writeInOrg(admin.orgId, 'new_org', async (tx) => {
    await tx.sql`delete from settings where org_id = ${tx.orgId} and key = ${SEEDING}`;
  });
}

async function noteSetting(admin: Context, key: string): Promise<void> {
  await writeInOrg(admin.orgId, 'new_org', async (tx) => {
    await tx.db.insert(settings).values({ orgId: tx.orgId, key, value: true, updatedBy: admin.actor.id });
  });
}

function isUnfinished(orgId: Id): Promise<boolean> {
  return inOrg(orgId, async (tx) => {
    const rows = await tx.sql`select from settings where org_id = ${tx.orgId} and key = ${SEEDING}`;
    return rows.length > 0;
  });
}

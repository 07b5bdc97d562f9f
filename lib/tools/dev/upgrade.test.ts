/**
 * A database of before second factors, single sign-on and directories goes on: its people sign in and its programs call. What it
 * holds (`testdata/before-0112.txt`) was written by Careledger as it was then, through its verbs: an organisation with its three
 * people, a client of the API, and what waited for a second person; a line a table. Nothing of it is anybody's.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as migrateTables } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';
import { beforeAll, expect, inject, test } from 'vitest';
import { authenticate } from '@/lib/admin/api-clients/authenticate';
import { exchangeToken } from '@/lib/admin/api-clients/exchange-token';
import { listApprovals } from '@/lib/people/approvals/queries';
import { loadContext } from '@/lib/people/auth/load-context';
import { signIn } from '@/lib/people/users/sign-in';
import { systemContext } from '@/lib/platform/context';
import { env } from '@/lib/platform/env';
import { MIGRATIONS } from '@/lib/tools/dev/newer-database';
import { adminConnection } from '@/lib/tools/testing/admin-connection';
import '@/lib/tools/testing/database';
import { eventsOf } from '@/lib/tools/testing/events';
import { migrate } from './migrate';
import { APP } from './postgres/connection-file';

const LAST_THEN = '0111_terms_a_day_later';
/** When it was made: a refresh token that is not used ends after 90 days. */
const THEN = new Date('2026-12-01T02:50:00Z');

interface Before {
  rootKey: string;
  password: string;
  email: string;
  orgId: string;
  operatorId: string;
  client: { clientId: string; clientSecret: string; refreshToken: string };
}

const [head = '', ...tables] = readFileSync(join(import.meta.dirname, 'testdata', 'before-0112.txt'), 'utf8')
  .trim()
  .split('\n');
const before = JSON.parse(head) as Before;

/** The migrations as they were then, in a folder of their own. */
function migrationsOfThen(): string {
  const folder = mkdtempSync(join(tmpdir(), 'careledger-migrations-'));
  cpSync(MIGRATIONS, folder, { recursive: true });
  const file = join(folder, 'meta', '_journal.json');
  const journal = JSON.parse(readFileSync(file, 'utf8')) as { entries: { tag: string }[] };
  const last = journal.entries.findIndex(({ tag }) => tag === LAST_THEN);
  writeFileSync(file, JSON.stringify({ ...journal, entries: journal.entries.slice(0, last + 1) }));
  return folder;
}

beforeAll(async () => {
  const { ownerUrl } = inject('testCluster');
  const { DATABASE_OWNER_URL, DATA_DIR } = env();
  writeFileSync(join(DATA_DIR, 'keys', 'root.key'), `${before.rootKey}\n`, { mode: 0o600 });
  const name = new URL(DATABASE_OWNER_URL ?? '').pathname.slice(1);
  const admin = adminConnection(ownerUrl);
  await admin`drop database ${admin(name)} with (force)`;
  await admin`create database ${admin(name)}`;
  await admin.end({ timeout: 5 });
  const sql = postgres(DATABASE_OWNER_URL ?? '', { max: 1, onnotice: () => {} });
  const folder = migrationsOfThen();
  await migrateTables(drizzle(sql), { migrationsFolder: folder });
  rmSync(folder, { recursive: true });
  await sql`select app.ensure_ledger_partitions(24)`;
  await sql.begin(async (tx) => {
    await tx`select set_config('app.org_id', ${before.orgId}, true)`;
    for (const line of tables) {
      const [table = '', rows = ''] = line.split('\t');
      await tx`insert into ${tx(table)} select * from jsonb_populate_recordset(null::${tx(table)}, ${rows}::text::jsonb)`;
    }
  });
  await sql.end({ timeout: 5 });
  await migrate(DATABASE_OWNER_URL ?? '', APP);
});

test('a person of then signs in by their password, with the rights they had, and has days of grace for a second factor', async () => {
  const attempt = { email: before.email, password: before.password, ip: null, userAgent: null, requestId: 'r' };
  const session = await loadContext(await signIn(attempt), { requestId: 'r', ip: null });
  if (session.state !== 'live') throw new Error(session.state);
  expect(session.ctx.actor.id).toBe(before.operatorId);
  expect(session.ctx.rights.everyModule).toContain('view');
  expect(session.factorNeededMs).toBeGreaterThan(Date.now());
  expect((await eventsOf(before.orgId)).filter(({ action }) => /integrity/.test(action))).toEqual([]);
});

test('a program of then gets a token with its secret, and calls', async () => {
  const { clientId, clientSecret, refreshToken } = before.client;
  const secrets = { client_id: clientId, client_secret: clientSecret, refresh_token: refreshToken };
  const request = { requestId: 'r', ip: null };
  const { access_token: token } = await exchangeToken({ grant_type: 'refresh_token', ...secrets }, request, THEN);
  const called = await authenticate({ ...request, authorization: `Zoho-oauthtoken ${token}` }, THEN.getTime());
  expect(called.ctx.actor.kind).toBe('client');
});

test('what waited for a second person then waits on, as it was asked for', async () => {
  const { waiting, foreign } = await listApprovals(systemContext(before.orgId, 'test', { org: ['readWholeLedger'] }));
  expect({ waiting: waiting.length, foreign: foreign.length }).toEqual({ waiting: 1, foreign: 0 });
});

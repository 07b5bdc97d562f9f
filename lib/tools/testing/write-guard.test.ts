import { beforeAll, expect, test } from 'vitest';
import { inOrg, writeInOrg } from '@/lib/platform/db/transaction';
import { mutate, unchanged, unrecorded } from '@/lib/protection/mutate';
import { ownerSql } from './database';
import { makeOrg, type TestOrg } from './factories';

let org: TestOrg;
beforeAll(async () => {
  org = await makeOrg();
});

const rename = (tx: Parameters<Parameters<typeof inOrg>[1]>[0], name: string) =>
  tx.sql`update orgs set name = ${name} where org_id = ${tx.orgId}`.execute();
const nameOf = async () => (await ownerSql()`select name from orgs where org_id = ${org.orgId}`)[0]?.name;
const REFUSED = { code: 'internal' };

test('a statement that writes outside mutate and the named writers is refused', async () => {
  const before = await nameOf();
  await expect(inOrg(org.orgId, (tx) => rename(tx, 'Outside'))).rejects.toMatchObject(REFUSED);
  expect(await nameOf()).toBe(before);
});

test('a writer without an event writes its own tables and no other', async () => {
  await expect(writeInOrg(org.orgId, 'touch', (tx) => rename(tx, 'Touched'))).rejects.toMatchObject(REFUSED);
  await writeInOrg(org.orgId, 'touch', (tx) => tx.sql`update sessions set last_seen_at = now()`.execute());
});

test('a change that calls itself unchanged is refused', async () => {
  const lie = mutate(org.admin, 'settings.update', async (tx) => {
    await rename(tx, 'Lied');
    return unchanged();
  });
  await expect(lie).rejects.toMatchObject(REFUSED);
  expect(await nameOf()).not.toBe('Lied');
});

test('a change with an event, or with its reason for having none, is kept', async () => {
  await mutate(org.admin, 'settings.update', async (tx) => {
    await rename(tx, 'Recorded');
    return { value: undefined, entries: [{ action: 'settings.update' }] };
  });
  expect(await nameOf()).toBe('Recorded');
  await mutate(org.admin, 'settings.update', async (tx) => {
    await rename(tx, 'Unrecorded');
    return unrecorded(undefined, 'job');
  });
  expect(await nameOf()).toBe('Unrecorded');
});

test('a statement that finds no row is no write', async () => {
  await expect(
    inOrg(org.orgId, (tx) => tx.sql`update orgs set name = 'Nobody' where org_id = 1`.execute()),
  ).resolves.toBeDefined();
});

/** Outside any org and any transaction of `mutate`: sign-in before an org is known, and the worker's heartbeat. */
const OUTSIDE_ORGS = ['limits.failed_sign_ins', 'limits.first_run', 'limits.heartbeats', 'limits.spent_proofs'];
/** The entries themselves, which the app's role may only add. */
const LEDGER = [
  'ledger_checkpoints',
  'ledger_entries',
  'ledger_map_lists',
  'ledger_map_nodes',
  'ledger_map_subjects',
  'ledger_maps',
  'ledger_pending',
  'ledger_tiles',
];

test('every table that the app may write refuses a write outside mutate and the named writers, but the ledger and what is outside orgs', async () => {
  const unguarded = await ownerSql()<{ name: string }[]>`
    select distinct c.oid::regclass::text as name
    from pg_class c, (values ('insert', 4), ('delete', 8), ('update', 16)) as act (name, bit)
    where c.relkind in ('r', 'p')
      and (has_table_privilege('careledger_app_role', c.oid, act.name)
        or (act.name <> 'delete' and has_any_column_privilege('careledger_app_role', c.oid, act.name)))
      and not exists (
        select from pg_trigger t where t.tgrelid = c.oid and t.tgfoid = 'testing.guard_write'::regproc
          and t.tgenabled <> 'D' and t.tgtype & act.bit <> 0)
    order by 1`;
  expect(unguarded.map(({ name }) => name)).toEqual([...LEDGER, ...OUTSIDE_ORGS]);
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { expireEntries } from '@/lib/admin/audit/retention/expire';
import { setHold } from '@/lib/admin/audit/retention/holds';
import { markField } from '@/lib/admin/settings/mark-field';
import { updateRecord } from '@/lib/crm/records/update';
import { systemContext } from '@/lib/platform/context';
import { closeClient } from '@/lib/platform/db/client';
import { inOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { once } from '@/lib/platform/once';
import { keysOf } from '@/lib/platform/org-keys';
import { auditReport } from '@/lib/tools/dev/audit-report';
import { ownerSql } from '@/lib/tools/testing/database';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { addContact, fieldIdOf, makeHealthOrg } from '@/lib/tools/testing/health-org';
import { appendOld, setTermsInForce } from '@/lib/tools/testing/old-entries';
import { appendEntries } from '../append';
import { integrateOrg } from '../integrate/integrate';
import { headOf } from '../tree/stored';
import { brokenGuards } from './guards';
import { verifyOrg } from './verify-org';

const CASES = join(import.meta.dirname, 'testdata', 'tampering');

interface Scene {
  org: TestOrg;
  other: TestOrg;
  ids: { first: Id; entry: Id; next: Id; last: Id; inserted: Id; record?: Id; other_record?: Id; old_sealed?: string };
  /** What was published of the org. */
  notes: string[];
}

let other: TestOrg;

beforeAll(async () => {
  other = await makeOrg();
});

const update = (org: TestOrg, n: number) =>
  inOrg(org.orgId, async (tx) =>
    appendEntries(
      tx,
      org.operator,
      [
        {
          action: 'record.update',
          module: 'Contacts',
          recordId: '77',
          fields: ['Department'],
          facts: { n },
          changes: { Department: { new: `Ward ${n}` } },
        },
      ],
      await keysOf(tx),
    ),
  );

/**
 * Where the entries that are tampered with stand: in the tree, or waiting for it; or in the tree without their bodies. `sealed`: of a
 * record with encrypted values, `entry` being the last that wrote some.
 */
type Place = 'integrated' | 'waiting' | 'expired' | 'sealed';

/** An org with ten entries of records, after those of its making. */
async function makeScene(place: Place): Promise<Scene> {
  const org = await makeOrg();
  const notes: string[] = [];
  const integrate = async (orgId = org.orgId) => notes.push((await integrateOrg(orgId))?.note ?? '');
  if (place === 'sealed') return { ...(await sealedScene(integrate)), other, notes };
  await integrate();
  if (place === 'expired') return { org, other, ids: await letExpire(org, integrate), notes };
  for (let n = 0; n < 10; n += 1) {
    await update(org, n);
    if (place === 'integrated' && n % 3 === 0) await integrate();
  }
  const rows = await ownerSql()<{ id: Id }[]>`select id from ledger_entries where org_id = ${org.orgId} order by id`;
  const at = (n: number) => rows.at(n)?.id ?? '';
  // Two entries of one millisecond have neighbouring ids.
  let inserted = BigInt(at(-6)) + 1n;
  while (rows.some(({ id }) => id === String(inserted))) inserted += 1n;
  return {
    org,
    other,
    ids: { first: at(0), entry: at(-6), next: at(-5), last: at(-1), inserted: String(inserted) },
    notes,
  };
}

/** A record whose Phone, which is encrypted, was changed once, and another. */
async function sealedScene(integrate: (orgId: Id) => Promise<unknown>): Promise<Pick<Scene, 'org' | 'ids'>> {
  const org = await makeHealthOrg();
  const fieldId = await fieldIdOf(org, 'Contacts', 'Phone');
  await markField(org.admin, { module: 'Contacts', fieldId, encrypt: true });
  const [record, other] = [await addContact(org, { Phone: '555-010-0001' }), await addContact(org, {})];
  const [old] = await ownerSql()<[{ sealed: string }]>`
    select encode(sealed, 'hex') as sealed from records where id = ${record}`;
  await updateRecord(org.operator, { module: 'Contacts', id: record, values: { Phone: '555-010-0002' } });
  await integrate(org.orgId);
  const rows = await ownerSql()<{ id: Id; action: string }[]>`
    select id, action from ledger_entries where org_id = ${org.orgId} order by id`;
  const entry = rows.findLast(({ action }) => action === 'record.update')?.id ?? '';
  const [first = '', last = ''] = [rows[0]?.id, rows.at(-1)?.id];
  const ids = { first, entry, next: last, last, inserted: '1', record, other_record: other, old_sealed: old.sealed };
  return { org, ids };
}

/** Ten entries of 2024, nine of which have expired: one is of somebody who is held. */
async function letExpire(org: TestOrg, integrate: () => Promise<unknown>): Promise<Scene['ids']> {
  const entries = Array.from({ length: 10 }, (_, n) => ({
    action: 'record.view' as const,
    module: 'Contacts',
    recordId: n === 9 ? '78' : '77',
    facts: { n },
  }));
  const old = await appendOld(org, '2024-02-10T10:00:00Z', entries);
  await setTermsInForce(org, { records: '1 year' });
  await setHold(org.officer, { scope: 'record', subjectId: '78', reason: 'A complaint' });
  await integrate();
  const head = await inOrg(org.orgId, headOf);
  expect(await expireEntries(systemContext(org.orgId, 'retention'), head?.size ?? 0)).toBe(9);
  await integrate();
  const [said] = await ownerSql()<{ id: Id }[]>`
    select id from ledger_entries where org_id = ${org.orgId} and action = 'ledger.expire'`;
  const [first = '', entry = '', next = '', last = ''] = [old[0], old[4], said?.id, old[9]];
  return { first, entry, next, last, inserted: '1' };
}

const TABLES = ['records', 'ledger_entries', 'ledger_leaves', 'ledger_tiles', 'ledger_checkpoints', 'ledger_map_lists'];

async function tamper({ org, other, ids }: Omit<Scene, 'notes'>, statements: string): Promise<void> {
  await ownerSql().begin(async (sql) => {
    const settings = { org: org.orgId, other_org: other.orgId, ...ids };
    for (const [name, value] of Object.entries(settings))
      await sql`select set_config(${`tamper.${name}`}, ${value}, true)`;
    for (const table of TABLES) await sql.unsafe(`alter table ${table} disable trigger user`);
    await sql.unsafe(statements);
    for (const table of TABLES) await sql.unsafe(`alter table ${table} enable trigger user`);
  });
}

/** As a process has it that was not there before. */
const forgetKeys = (orgId: Id) =>
  once<{ keyrings: Map<Id, unknown> }>('platform/org-keys', () => ({ keyrings: new Map() })).keyrings.delete(orgId);

const audit = (say: (line: string) => void = () => {}) => auditReport(say, { dataDir: '/nonexistent' });

test('says so when all is well, with a count for each org', async () => {
  const { org } = await makeScene('integrated');
  const lines: string[] = [];
  expect(await audit((line) => lines.push(line))).toBe('valid');
  const { entries } = await verifyOrg(org.orgId);
  expect(lines).toContain(
    `Organisation ${org.orgId}: ${entries} entries in the signed tree, 0 waiting for it; 0 published checkpoints agree.`,
  );
  expect(lines.at(-1)).toBe('Nothing wrong found.');
});

/** Each in the tree, and waiting for it too where the file says `both`. */
const filesOf = (kind: 'flagged' | 'allowed') =>
  readdirSync(join(CASES, kind)).flatMap((name) => {
    const statements = readFileSync(join(CASES, kind, name), 'utf8');
    const [, when = 'integrated'] = /^-- when: (\w+)$/m.exec(statements) ?? [];
    const places: readonly string[] = when === 'both' ? ['integrated', 'waiting'] : [when];
    return places.map((place) => ({ name, place: place as Place, statements }));
  });

test.each(filesOf('flagged'))(
  'flags $name ($place), by the entry where there is one',
  async ({ place, statements }) => {
    const scene = await makeScene(place);
    expect(await verifyOrg(scene.org.orgId, { published: scene.notes })).toMatchObject({
      verdict: 'valid',
      problem: null,
    });
    await tamper(scene, statements);
    expect(forgetKeys(scene.org.orgId)).toBe(true);
    const [, which, what] = /^-- (\w+): (.*)$/m.exec(statements) ?? [];
    const [, verdict = 'invalid'] = /^-- verdict: (\w+)$/m.exec(statements) ?? [];
    const found = await verifyOrg(scene.org.orgId, { published: scene.notes });
    expect(found.problem?.what).toContain(what);
    expect(found.problem?.entryId).toBe(scene.ids[which as keyof Scene['ids']] ?? null);
    expect(found.verdict).toBe(verdict);
    expect(await brokenGuards()).toEqual([]);
  },
);

test.each(filesOf('allowed'))('allows $name ($place)', async ({ place, statements }) => {
  const scene = await makeScene(place);
  await tamper(scene, statements);
  await closeClient(); // settings of the database reach new connections only
  expect(await verifyOrg(scene.org.orgId, { published: scene.notes })).toMatchObject({
    verdict: 'valid',
    problem: null,
  });
});

test('allows plain appends, and counts them', async () => {
  const { org, notes } = await makeScene('waiting');
  const [row] = await ownerSql()<[{ count: number }]>`
    select count(*)::int from ledger_entries where org_id = ${org.orgId}`;
  expect(await verifyOrg(org.orgId, { published: notes })).toEqual({
    orgId: org.orgId,
    verdict: 'valid',
    entries: row.count - 10,
    waiting: 10,
    waitingSince: expect.stringContaining('T'),
    published: 1,
    witnesses: null,
    problem: null,
  });
});

test('a bad org does not hide that another is good, nor the other way round', async () => {
  const [bad, good] = [await makeScene('integrated'), await makeScene('waiting')];
  await tamper(bad, readFileSync(join(CASES, 'flagged', 'edited-action.sql'), 'utf8'));
  expect((await verifyOrg(bad.org.orgId)).problem).not.toBeNull();
  expect((await verifyOrg(good.org.orgId)).problem).toBeNull();
});

test('the report names org, entry and what is wrong, in one line, and says that not all is well', async () => {
  const { org, ids } = await makeScene('integrated');
  await tamper({ org, other, ids }, readFileSync(join(CASES, 'flagged', 'removed-entry.sql'), 'utf8'));
  const lines: string[] = [];
  expect(await audit((line) => lines.push(line))).toBe('invalid');
  const bad = lines.filter((line) => line.startsWith('BAD') && line.includes(org.orgId));
  expect(bad).toHaveLength(1);
  expect(bad[0]).toContain(`organisation ${org.orgId}: entry ${ids.entry} was removed`);
});

test('a trigger that is off is a finding of its own', async () => {
  await ownerSql()`alter table ledger_entries disable trigger ledger_append_only`;
  try {
    expect(await brokenGuards()).toContain('ledger_entries: the trigger that refuses changes is missing or off');
  } finally {
    await ownerSql()`alter table ledger_entries enable trigger user`;
  }
});

test.each([
  [
    'for some rows only',
    'before update or delete on ledger_leaves for each row when (old.org_id = 0) execute function app.refuse_ledger_change()',
  ],
  ['for other acts', 'before insert on ledger_leaves for each row execute function app.refuse_list_change()'],
  [
    'by another function',
    'before update or delete on ledger_leaves for each row execute function app.refuse_list_change()',
  ],
])('so is one of the same name that is there %s', async (_, made) => {
  const sql = ownerSql();
  const replace = async (definition: string) => {
    await sql`drop trigger ledger_append_only on ledger_leaves`;
    await sql.unsafe(`create trigger ledger_append_only ${definition}`);
  };
  await replace(made);
  try {
    expect(await brokenGuards()).toEqual(['ledger_leaves: the trigger that refuses changes is missing or off']);
  } finally {
    await replace('before update or delete on ledger_leaves for each row execute function app.refuse_ledger_change()');
  }
  expect(await brokenGuards()).toEqual([]);
});

test('so is a policy that shows more than the rows of the organisation', async () => {
  await ownerSql()`create policy more on ledger_map_nodes using (true)`;
  try {
    expect(await brokenGuards()).toEqual([
      'ledger_map_nodes: its policy is not the one that holds each organisation to its own',
    ]);
  } finally {
    await ownerSql()`drop policy more on ledger_map_nodes`;
  }
});

test('so is a right of the app to change the ledger', async () => {
  await ownerSql()`grant update on ledger_entries to careledger_app_role`;
  try {
    expect(await brokenGuards()).toContain("ledger_entries: the app's role may change it");
  } finally {
    await ownerSql()`revoke update on ledger_entries from careledger_app_role`;
  }
});

test('so is a function behind the triggers that was replaced', async () => {
  const [kept] = await ownerSql()<[{ text: string }]>`
    select pg_get_functiondef('app.refuse_ledger_change()'::regprocedure) as text`;
  await ownerSql().unsafe(`create or replace function app.refuse_ledger_change() returns trigger language plpgsql as
    $$ begin return coalesce(new, old); end $$`);
  try {
    expect(await brokenGuards()).toContain('app.refuse_ledger_change: it is not the function that guards the ledger');
  } finally {
    await ownerSql().unsafe(kept.text);
  }
  expect(await brokenGuards()).toEqual([]);
});

test('a month that was detached is a finding, and its entries are missed', async () => {
  const { org, notes } = await makeScene('integrated');
  const [{ name }] = await ownerSql()<[{ name: string }]>`
    select tableoid::regclass::text as name from ledger_entries where org_id = ${org.orgId} limit 1`;
  const [{ bounds }] = await ownerSql()<[{ bounds: string }]>`
    select pg_get_expr(relpartbound, oid) as bounds from pg_class where oid = ${name}::regclass`;
  await ownerSql().unsafe(`alter table ledger_entries detach partition ${name}`);
  try {
    expect(await brokenGuards()).toContain(`${name}: it was detached from the ledger`);
    expect((await verifyOrg(org.orgId, { published: notes })).problem?.what).toContain('was removed');
  } finally {
    await ownerSql().unsafe(`alter table ledger_entries attach partition ${name} ${bounds}`);
  }
  expect(await verifyOrg(org.orgId, { published: notes })).toMatchObject({ verdict: 'valid' });
});

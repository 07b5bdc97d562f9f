import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { closeClient } from '@/lib/platform/db/client';
import { inOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { auditReport } from '@/lib/tools/dev/audit-report';
import { ownerSql } from '@/lib/tools/testing/database';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { appendEntries } from './append';
import { brokenGuards } from './guards';
import { verifyOrg } from './verify';

const CASES = join(import.meta.dirname, 'testdata', 'tampering');

interface Scene {
  org: TestOrg;
  other: TestOrg;
  ids: { entry: Id; next: Id; last: Id; inserted: Id };
}

let other: TestOrg;

beforeAll(async () => {
  other = await makeOrg();
});

/** An org with ten entries of records, after those of its making. */
async function makeScene(): Promise<Scene> {
  const org = await makeOrg();
  for (let n = 0; n < 10; n += 1) {
    await inOrg(org.orgId, async (tx) =>
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
  }
  const rows = await ownerSql()<{ id: Id }[]>`select id from ledger_entries where org_id = ${org.orgId} order by id`;
  const at = (n: number) => rows.at(n)?.id ?? '';
  // Two entries of one millisecond have neighbouring ids.
  let inserted = BigInt(at(-6)) + 1n;
  while (rows.some(({ id }) => id === String(inserted))) inserted += 1n;
  return { org, other, ids: { entry: at(-6), next: at(-5), last: at(-1), inserted: String(inserted) } };
}

async function tamper(scene: Scene, statements: string): Promise<void> {
  const { org, ids } = scene;
  await ownerSql().begin(async (sql) => {
    const settings = { org: org.orgId, other_org: scene.other.orgId, ...ids };
    for (const [name, value] of Object.entries(settings))
      await sql`select set_config(${`tamper.${name}`}, ${value}, true)`;
    await sql`alter table ledger_entries disable trigger user`;
    await sql.unsafe(statements);
    await sql`alter table ledger_entries enable trigger user`;
  });
}

test('says so when all is well, with a count for each org', async () => {
  const { org } = await makeScene();
  const lines: string[] = [];
  expect(await auditReport((line) => lines.push(line))).toBe(true);
  const { entries } = await verifyOrg(org.orgId);
  expect(lines).toContain(
    `Organisation ${org.orgId}: ${entries} entries, each with its leaf hash and its pending mark.`,
  );
  expect(lines.at(-1)).toBe('Nothing wrong found.');
});

const filesOf = (kind: 'flagged' | 'allowed') =>
  readdirSync(join(CASES, kind)).map((name) => [name, readFileSync(join(CASES, kind, name), 'utf8')] as const);

test.each(filesOf('flagged'))('flags %s, by the entry', async (_name, statements) => {
  const scene = await makeScene();
  expect((await verifyOrg(scene.org.orgId)).problem).toBeNull();
  await tamper(scene, statements);
  const [, which, what] = /^-- (\w+): (.*)$/m.exec(statements) ?? [];
  const { problem } = await verifyOrg(scene.org.orgId);
  expect(problem?.what).toContain(what);
  expect(problem?.entryId).toBe(scene.ids[which as keyof Scene['ids']]);
  expect(await brokenGuards()).toEqual([]);
});

test.each(filesOf('allowed'))('allows %s', async (_name, statements) => {
  const scene = await makeScene();
  await tamper(scene, statements);
  await closeClient(); // settings of the database reach new connections only
  expect(await verifyOrg(scene.org.orgId)).toMatchObject({ problem: null });
});

test('allows plain appends, and counts them', async () => {
  const { org } = await makeScene();
  const [row] = await ownerSql()<[{ count: number }]>`
    select count(*)::int from ledger_entries where org_id = ${org.orgId}`;
  expect(await verifyOrg(org.orgId)).toEqual({ orgId: org.orgId, entries: row.count, problem: null });
});

test('finds a repeated entry across the edge of a batch', async () => {
  const { org, ids } = await makeScene();
  // 2,000 entries a batch: the copies of the entry that is the 2,000th stand in two batches.
  const { entries } = await verifyOrg(org.orgId);
  await inOrg(org.orgId, async (tx) =>
    appendEntries(
      tx,
      org.operator,
      Array.from({ length: 2005 - entries }, () => ({ action: 'record.view' })),
      await keysOf(tx),
    ),
  );
  const [edge] = await ownerSql()<{ id: Id }[]>`
    select id from ledger_entries where org_id = ${org.orgId} order by id offset 1999 limit 1`;
  const copy = readFileSync(join(CASES, 'flagged', 'repeated-entry.sql'), 'utf8');
  await tamper({ org, other, ids: { ...ids, entry: edge?.id ?? '' } }, copy);
  expect(await verifyOrg(org.orgId)).toMatchObject({
    entries: 2000,
    problem: { entryId: edge?.id, what: 'is there twice' },
  });
});

test('a bad org does not hide that another is good, nor the other way round', async () => {
  const [bad, good] = [await makeScene(), await makeScene()];
  await tamper(bad, readFileSync(join(CASES, 'flagged', 'edited-action.sql'), 'utf8'));
  expect((await verifyOrg(bad.org.orgId)).problem).not.toBeNull();
  expect((await verifyOrg(good.org.orgId)).problem).toBeNull();
});

test('the report names org, entry and what is wrong, in one line, and says that not all is well', async () => {
  const { org, ids } = await makeScene();
  await tamper({ org, other, ids }, readFileSync(join(CASES, 'flagged', 'removed-entry.sql'), 'utf8'));
  const lines: string[] = [];
  expect(await auditReport((line) => lines.push(line))).toBe(false);
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

test('so is a right of the app to change the ledger', async () => {
  await ownerSql()`grant update on ledger_entries to careledger_app_role`;
  try {
    expect(await brokenGuards()).toContain("ledger_entries: the app's role may change it");
  } finally {
    await ownerSql()`revoke update on ledger_entries from careledger_app_role`;
  }
});

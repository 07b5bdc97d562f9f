import { rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { restoreLedger } from '@/lib/admin/audit/restore';
import { inOrg } from '@/lib/platform/db/transaction';
import { env } from '@/lib/platform/env';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { ownerSql } from '@/lib/tools/testing/database';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { allPublished } from '@/lib/tools/testing/published-notes';
import { appendEntries } from '../append';
import { openCheckpoint, signCheckpoint } from '../tree/checkpoint';
import { hashLeaf } from '../tree/hashes';
import { noteSigner, noteVerifier } from '../tree/note';
import { inclusionProof, isIncluded } from '../tree/proofs';
import { ledgerSigner } from '../tree/signer';
import { storedHashes } from '../tree/stored';
import { verifyOrg } from '../verify/verify-org';
import { catchUpMap } from './catch-up';
import { DamagedTree, integrateOrg } from './integrate';
import { integrateAndPublish, publishHead } from './integrator';
import { checkpointFolder, newestNote, publish } from './published';
import { isBehindPublished } from './standing';

let org: TestOrg;
const folder = () => checkpointFolder(env().DATA_DIR, org.orgId);

beforeAll(async () => {
  org = await makeOrg();
});
afterAll(() => rmSync(folder(), { recursive: true, force: true }));

const write = (count: number) =>
  inOrg(org.orgId, async (tx) =>
    appendEntries(
      tx,
      org.operator,
      Array.from({ length: count }, () => ({ action: 'record.view' as const, recordId: '77' })),
      await keysOf(tx),
    ),
  );

const verifier = () => inOrg(org.orgId, async (tx) => noteVerifier(ledgerSigner(await keysOf(tx)).vkey));

test('an entry becomes a leaf, which a signed checkpoint holds, and anybody with the verifier key can see that', async () => {
  await write(600);
  const integrated = await integrateOrg(org.orgId);
  const checkpoint = openCheckpoint(integrated?.note ?? '', [await verifier()]);
  const [entry] = await ownerSql()<[{ id: Id; hash: Buffer; index: string }]>`
    select e.id, e.leaf_hash as hash, l.index from ledger_entries e
    join ledger_leaves l on l.org_id = e.org_id and l.entry_id = e.id
    where e.org_id = ${org.orgId} order by e.id offset 500 limit 1`;
  const proof = await inOrg(org.orgId, (tx) => inclusionProof(Number(entry.index), checkpoint.size, storedHashes(tx)));
  expect(isIncluded(entry.hash, Number(entry.index), checkpoint, proof)).toBe(true);
  expect(await integrateOrg(org.orgId)).toBeNull();
  expect(await verifyOrg(org.orgId)).toMatchObject({ verdict: 'valid', entries: checkpoint.size, waiting: 0 });
});

test('the first checkpoint is over all there is, however much: what was written before entries had keyed checks', async () => {
  const old = await makeOrg();
  await inOrg(old.orgId, async (tx) =>
    appendEntries(
      tx,
      old.admin,
      Array.from({ length: 4_200 }, () => ({ action: 'view.create' as const })),
      await keysOf(tx),
    ),
  );
  const integrated = await integrateOrg(old.orgId);
  expect(integrated?.checkpoint.size).toBeGreaterThan(4_200);
  expect(await integrateOrg(old.orgId)).toBeNull();
  expect(await verifyOrg(old.orgId)).toMatchObject({ verdict: 'valid', entries: integrated?.leaves, waiting: 0 });
});

test('integrators beside each other and writers make one tree, in which each entry is once', async () => {
  const integrating = async () => {
    for (let n = 0; n < 12; n += 1) await integrateOrg(org.orgId);
  };
  const writing = async () => {
    for (let n = 0; n < 12; n += 1) await write(20);
  };
  await Promise.all([integrating(), integrating(), writing(), writing()]);
  while (await integrateOrg(org.orgId));
  const [{ count }] = await ownerSql()<[{ count: number }]>`
    select count(*)::int as count from ledger_entries where org_id = ${org.orgId}`;
  expect(await verifyOrg(org.orgId)).toMatchObject({ verdict: 'valid', entries: count, waiting: 0, problem: null });
});

test('the app may neither make leaves out of turn, nor take a mark away, nor change what the tree holds', async () => {
  const as = (statement: string) => inOrg(org.orgId, (tx) => tx.sql.unsafe(statement).execute());
  for (const statement of [
    'select app.add_leaves(0, array[]::bigint[])',
    'select app.add_leaves((select max(index) + 1 from ledger_leaves), array[12]::bigint[])',
    'delete from ledger_pending',
    'insert into ledger_leaves select org_id, 99999, 5 from ledger_leaves limit 1',
    'delete from ledger_tiles',
    'update ledger_tiles set hashes = sha256(hashes)',
    `update ledger_tiles set hashes = hashes || '\\x00'`,
    'update ledger_tiles set level = 3',
    'delete from ledger_checkpoints',
    `update ledger_checkpoints set note = ''`,
    'delete from ledger_map_subjects',
    'delete from ledger_map_lists',
    'update ledger_map_lists set items = sha256(items)',
    `update ledger_map_lists set items = ''`,
    'update ledger_map_lists set part = 7',
    'delete from ledger_map_nodes',
    'delete from ledger_maps',
  ]) {
    await expect(as(statement), statement).rejects.toThrow();
  }
});

test.each([
  [
    'a tile',
    `update ledger_tiles set hashes = set_byte(hashes, 0, get_byte(hashes, 0) # 1) where level = 0 and index = 0`,
  ],
  [
    'the last checkpoint',
    `update ledger_checkpoints set note = replace(note, 'careledger-state 1', 'careledger-state 9')`,
  ],
  ['the incarnation beside the last checkpoint', 'update ledger_checkpoints set incarnation = 2'],
  ['the root beside the last checkpoint', `update ledger_checkpoints set root = sha256(root)`],
])('a tree in which %s was changed is not signed on', async (_what, statement) => {
  const damaged = await makeOrg();
  await integrateOrg(damaged.orgId);
  await ownerSql().begin(async (sql) => {
    await sql`alter table ledger_tiles disable trigger user`;
    await sql`alter table ledger_checkpoints disable trigger user`;
    await sql.unsafe(`${statement} ${statement.includes('where') ? 'and' : 'where'} org_id = ${damaged.orgId}`);
    await sql`alter table ledger_tiles enable trigger user`;
    await sql`alter table ledger_checkpoints enable trigger user`;
  });
  await inOrg(damaged.orgId, async (tx) =>
    appendEntries(tx, damaged.admin, [{ action: 'view.create' }], await keysOf(tx)),
  );
  await expect(integrateOrg(damaged.orgId)).rejects.toThrow(DamagedTree);
});

test.each([
  ['a list', `update ledger_map_subjects set count = count + 1`],
  ['a node', `update ledger_map_nodes set places = '\\x00000000000000000000000000000000' where path = ''`],
  ['a list, taken away,', `delete from ledger_map_subjects`],
  ['what it covers', `update ledger_maps set size = size - 1`],
])('a tree is not signed on when in its map of subjects %s was changed', async (_what, statement) => {
  const damaged = await makeOrg();
  await integrateOrg(damaged.orgId);
  await ownerSql().unsafe(`${statement} ${statement.includes('where') ? 'and' : 'where'} org_id = ${damaged.orgId}`);
  await inOrg(damaged.orgId, async (tx) =>
    appendEntries(tx, damaged.admin, [{ action: 'view.create' }], await keysOf(tx)),
  );
  await expect(integrateOrg(damaged.orgId)).rejects.toThrow(DamagedTree);
});

test('a ledger of before there was a map gets it in steps, and its checkpoints name it only once it covers the tree', async () => {
  const old = await makeOrg();
  await inOrg(old.orgId, async (tx) =>
    appendEntries(
      tx,
      old.admin,
      Array.from({ length: 5_000 }, (_, n) => ({ action: 'record.view' as const, recordId: String(1 + (n % 9)) })),
      await keysOf(tx),
    ),
  );
  const view = async () => {
    await inOrg(old.orgId, async (tx) => appendEntries(tx, old.admin, [{ action: 'view.create' }], await keysOf(tx)));
    return (await integrateOrg(old.orgId))?.checkpoint;
  };
  expect((await integrateOrg(old.orgId))?.checkpoint.map).toBeUndefined();
  expect(await verifyOrg(old.orgId)).toMatchObject({ verdict: 'valid' });
  expect(await catchUpMap(old.orgId)).toBe(true);
  expect((await view())?.map).toBeUndefined();
  expect(await verifyOrg(old.orgId)).toMatchObject({ verdict: 'valid' });
  expect(await catchUpMap(old.orgId)).toBe(false);
  expect((await view())?.map).toHaveLength(32);
  expect((await view())?.map).toHaveLength(32);
  expect(await verifyOrg(old.orgId)).toMatchObject({ verdict: 'valid', problem: null });
});

test('a database that is behind what was published grows no further until somebody says why, and then says so for ever', async () => {
  const maps = await mapOf();
  await write(5);
  await integrateAndPublish(org.orgId);
  const published = await allPublished(folder());
  expect(await verifyOrg(org.orgId, { published })).toMatchObject({ verdict: 'valid' });
  expect(await isBehindPublished(org.orgId, folder())).toBe(false);
  // A backup of before the last five is put back.
  const size = await rollBack(maps);
  expect(await isBehindPublished(org.orgId, folder())).toBe(true);
  // What stands beside the signed note makes no new incarnation of it.
  await setIncarnation(size, 2);
  expect(await isBehindPublished(org.orgId, folder())).toBe(true);
  await setIncarnation(size, 1);
  expect(await verifyOrg(org.orgId, { published })).toMatchObject({ verdict: 'diverged' });
  await integrateAndPublish(org.orgId);
  expect((await allPublished(folder())).length).toBe(published.length);
  const [told] = await ownerSql()`
    select from ledger_entries where org_id = ${org.orgId} and action = 'integrity.failed' and facts like '%ledger%'`;
  expect(told).toBeDefined();

  expect(await restoreLedger(org.admin, 'the disk had failed')).toEqual({ lost: 5 });
  const after = openCheckpoint((await newestNote(folder())) ?? '', [await verifier()]);
  expect(after.incarnation).toBe(2);
  expect(after.size).toBeGreaterThan(size);
  expect(await verifyOrg(org.orgId, { published: await allPublished(folder()) })).toMatchObject({ verdict: 'valid' });
  await write(3);
  await integrateAndPublish(org.orgId);
  expect(await verifyOrg(org.orgId, { published: await allPublished(folder()) })).toMatchObject({
    verdict: 'valid',
    waiting: 0,
  });
  await expect(restoreLedger(org.admin, 'again')).rejects.toMatchObject({ code: 'invalid' });
});

test('a database put back together with its published checkpoints goes on once a later one from outside is given', async () => {
  await write(4);
  await integrateAndPublish(org.orgId);
  const coldCopy = await readFile(join(folder(), 'checkpoints.jsonl'), 'utf8');
  const coldNewest = (await newestNote(folder())) ?? '';
  const maps = await mapOf();
  await write(5);
  await integrateAndPublish(org.orgId);
  const outside = (await newestNote(folder())) ?? '';
  await rollBack(maps);
  await writeFile(join(folder(), 'checkpoints.jsonl'), coldCopy);
  await writeFile(join(folder(), 'checkpoint'), coldNewest);
  const verifyWith = async () =>
    verifyOrg(org.orgId, { published: [...(await allPublished(folder())), outside] }).then(({ verdict }) => verdict);
  expect(await verifyWith()).toBe('diverged');

  await expect(restoreLedger(org.admin, 'nobody kept any')).rejects.toMatchObject({ code: 'invalid' });
  const foreign = signCheckpoint(
    { origin: 'one', size: 9_999, root: hashLeaf('r'), state: hashLeaf('s'), incarnation: 1 },
    noteSigner('one', Buffer.alloc(32, 7)),
  );
  await expect(restoreLedger(org.admin, 'another ledger’s', [foreign])).rejects.toMatchObject({ code: 'invalid' });
  expect(await allPublished(folder())).not.toContain(foreign);
  expect(await restoreLedger(org.admin, 'the disk had failed', [coldNewest, outside])).toEqual({ lost: 5 });
  expect(await verifyWith()).toBe('valid');
  await write(2);
  await integrateAndPublish(org.orgId);
  expect(await verifyWith()).toBe('valid');
});

test('an incarnation that no entry tells of is named; the entry may come after its first checkpoint', async () => {
  const moved = await makeOrg();
  const append = (action: 'view.create' | 'ledger.restore', outcome: 'done' | 'refused' = 'done') =>
    inOrg(moved.orgId, async (tx) =>
      appendEntries(tx, moved.admin, [{ action, outcome, facts: { incarnation: 2 } }], await keysOf(tx)),
    );
  await integrateOrg(moved.orgId);
  await append('view.create');
  await integrateOrg(moved.orgId, 2);
  const unsaid = {
    verdict: 'invalid',
    problem: { what: 'Incarnation 2 was begun, and no entry says that a backup was put back.' },
  };
  expect(await verifyOrg(moved.orgId)).toMatchObject(unsaid);
  await append('ledger.restore', 'refused');
  expect(await verifyOrg(moved.orgId)).toMatchObject(unsaid);
  await append('ledger.restore');
  expect(await verifyOrg(moved.orgId)).toMatchObject({ verdict: 'valid', waiting: 2, problem: null });
  await integrateOrg(moved.orgId);
  expect(await verifyOrg(moved.orgId)).toMatchObject({ verdict: 'valid', waiting: 0, problem: null });
});

test('a checkpoint that was signed when a process ended, and not published, is published by the next one', async () => {
  await write(4);
  const signed = await integrateOrg(org.orgId);
  expect(await newestNote(folder())).not.toBe(signed?.note);
  await publishHead(org.orgId);
  expect(await newestNote(folder())).toBe(signed?.note);
  const { length } = await allPublished(folder());
  await publishHead(org.orgId);
  expect(await allPublished(folder())).toHaveLength(length);
});

test('another ledger’s checkpoint among the published ones is named', async () => {
  await publish(folder(), 'careledger/1\n1\nAAAA\n\n— careledger/1 AAAA\n');
  const found = await verifyOrg(org.orgId, { published: await allPublished(folder()) });
  expect(found).toMatchObject({ verdict: 'invalid', problem: { what: expect.stringContaining('not signed by') } });
});

/** As the owner writes it. */
const setIncarnation = (size: number, incarnation: number) =>
  ownerSql().begin(async (sql) => {
    await sql`alter table ledger_checkpoints disable trigger user`;
    await sql`update ledger_checkpoints set incarnation = ${incarnation} where org_id = ${org.orgId} and size = ${size}`;
    await sql`alter table ledger_checkpoints enable trigger user`;
  });

const MAP_TABLES = ['ledger_maps', 'ledger_map_subjects', 'ledger_map_lists', 'ledger_map_nodes'];

/** The rows of the map of subjects, as a backup has them. */
const mapOf = async (): Promise<string[]> =>
  Promise.all(
    MAP_TABLES.map(async (table) => {
      const [row] = await ownerSql().unsafe<[{ rows: string }]>(
        `select coalesce(json_agg(t), '[]')::text as rows from ${table} t where org_id = ${org.orgId}`,
      );
      return row.rows;
    }),
  );

/**
 * Takes away the last checkpoint with its leaves, tiles and entries, and what waits; the map is put back.
 * @returns the size of the tree before it
 */
async function rollBack(maps: readonly string[]): Promise<number> {
  return ownerSql().begin(async (sql) => {
    const tables = ['ledger_entries', 'ledger_leaves', 'ledger_tiles', 'ledger_checkpoints', ...MAP_TABLES];
    for (const table of tables) await sql.unsafe(`alter table ${table} disable trigger user`);
    const org_id = org.orgId;
    const [{ size }] = await sql<[{ size: string }]>`
      select size from ledger_checkpoints where org_id = ${org_id} order by size desc offset 1 limit 1`;
    await sql`delete from ledger_entries where org_id = ${org_id} and id in (
      select entry_id from ledger_leaves where org_id = ${org_id} and index >= ${size})`;
    await sql`delete from ledger_leaves where org_id = ${org_id} and index >= ${size}`;
    await sql`delete from ledger_checkpoints where org_id = ${org_id} and size > ${size}`;
    await sql`update ledger_tiles set hashes = substring(hashes from 1 for ${(Number(size) % 256) * 32})
      where org_id = ${org_id} and level = 0 and index = ${Math.floor(Number(size) / 256)}`;
    for (const [n, table] of MAP_TABLES.entries()) {
      await sql.unsafe(`delete from ${table} where org_id = ${org_id}`);
      await sql.unsafe(`insert into ${table} select * from json_populate_recordset(null::${table}, $1::text::json)`, [
        maps[n] ?? '[]',
      ]);
    }
    for (const table of tables) await sql.unsafe(`alter table ${table} enable trigger user`);
    return Number(size);
  });
}

/** What a file of SQL cannot do to the map: attacks that make its hashes anew. */
import { beforeEach, expect, test } from 'vitest';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import { keysOf } from '@/lib/platform/org-keys';
import { ownerSql } from '@/lib/tools/testing/database';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { appendEntries } from '../append';
import { integrateOrg } from '../integrate/integrate';
import { GrowingMap } from '../map/growth';
import { appended, EMPTY_LIST, saidOf } from '../map/list';
import { encodeNode } from '../map/node';
import { pseudonymOf } from '../map/pseudonym';
import { readList, readNodes } from '../map/stored';
import { checkpointBy, signCheckpoint } from '../tree/checkpoint';
import { noteVerifier } from '../tree/note';
import { ledgerSigner } from '../tree/signer';
import { headOf } from '../tree/stored';
import { verifyOrg } from './verify-org';

let org: TestOrg;

beforeEach(async () => {
  org = await makeOrg();
  for (let step = 0; step < 2; step += 1) {
    await inOrg(org.orgId, async (tx) =>
      appendEntries(
        tx,
        org.operator,
        Array.from({ length: 5 }, () => ({ action: 'record.view' as const, recordId: '77' })),
        await keysOf(tx),
      ),
    );
    await integrateOrg(org.orgId);
  }
});

/** The list without its last entry, in which the other hashes say the same. */
async function shortened(tx: Tx) {
  const key = pseudonymOf(await keysOf(tx), { kind: 'record', id: '77' });
  const items = (await readList(tx, key, 100)).slice(0, -1);
  const list = appended(EMPTY_LIST, items);
  const map = await GrowingMap.read([key], null, (paths) => readNodes(tx, paths));
  map.put(key, saidOf(list));
  return { key, list, nodes: map.grown().nodes };
}

test('a list from which an entry was taken, with count, hashes and nodes made anew, is named by its subject', async () => {
  const { key, list, nodes } = await inOrg(org.orgId, shortened);
  await ownerSql().begin(async (sql) => {
    await sql`alter table ledger_map_lists disable trigger user`;
    await sql`update ledger_map_lists set items = substring(items from 1 for length(items) - 40)
      where org_id = ${org.orgId} and key = ${key}`;
    await sql`update ledger_map_subjects set count = ${list.count}, peaks = ${list.peaks}
      where org_id = ${org.orgId} and key = ${key}`;
    for (const [path, node] of nodes) {
      await sql`update ledger_map_nodes set places = ${encodeNode(node)}
        where org_id = ${org.orgId} and path = decode(${path}, 'hex')`;
    }
    await sql`alter table ledger_map_lists enable trigger user`;
  });
  expect(await verifyOrg(org.orgId)).toMatchObject({
    verdict: 'invalid',
    problem: { what: expect.stringContaining('The list of record 77 has 9 entries, and 10 of the tree are about it') },
  });
});

/** Signs the last checkpoint anew, as whoever has the root key could. */
async function signAgain(map: Buffer | null): Promise<void> {
  const note = await inOrg(org.orgId, async (tx) => {
    const signer = ledgerSigner(await keysOf(tx));
    const signed = checkpointBy((await headOf(tx))?.note ?? '', noteVerifier(signer.vkey));
    if (!signed) throw new Error('There is none.');
    const { map: _, ...rest } = signed;
    return signCheckpoint({ ...rest, ...(map && { map }) }, signer);
  });
  await ownerSql().begin(async (sql) => {
    await sql`alter table ledger_checkpoints disable trigger user`;
    await sql`update ledger_checkpoints set note = ${note}
      where org_id = ${org.orgId} and size = (select max(size) from ledger_checkpoints where org_id = ${org.orgId})`;
    await sql`alter table ledger_checkpoints enable trigger user`;
  });
}

test('a checkpoint without a root of the map, after one that has it, is named', async () => {
  await signAgain(null);
  expect((await verifyOrg(org.orgId)).problem?.what).toContain('has no root of the map, and the one before it has');
});

test('so is a checkpoint with another root than the entries make', async () => {
  await signAgain(Buffer.alloc(32, 1));
  expect((await verifyOrg(org.orgId)).problem?.what).toContain('not the one that the last checkpoint signed');
});

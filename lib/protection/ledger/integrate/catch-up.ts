/**
 * A map that does not reach over the whole tree yet, since there are entries of before it, catches up: some thousand leaves a
 * step, each step a transaction of its own under the integrator's lock. Until then checkpoints have no line for it.
 */
import { type Tx, writeInOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { type Leaf, MapInTx } from '../map/map-in-tx';
import { ledgerSigner } from '../tree/signer';
import { headOf } from '../tree/stored';
import { asDamaged, assertSigned, isAlone } from './integrate';
import { readLeaves } from './read-leaves';

const STEP = 4_096;

/** One step. @returns whether there is more to do. @throws DamagedTree */
export async function catchUpMap(orgId: Id): Promise<boolean> {
  return writeInOrg(orgId, 'job', async (tx) => {
    if (!(await isAlone(tx))) return false;
    const [head, keys] = [await headOf(tx), await keysOf(tx)];
    const signed = assertSigned(head, ledgerSigner(keys));
    const map = await asDamaged(MapInTx.open(tx, keys, signed, false));
    if (map.size === signed.size) return false;
    const leaves = await leavesFrom(tx, map.size, Math.min(map.size + STEP, signed.size));
    await asDamaged(map.add(leaves));
    return map.size < signed.size;
  });
}

/** Leaves of the tree, with what their entries say they are about. @throws RangeError where one is missing */
async function leavesFrom(tx: Tx, from: number, to: number): Promise<Leaf[]> {
  const ids = await tx.sql<{ id: Id }[]>`
    select entry_id as id from ledger_leaves
    where org_id = ${tx.orgId} and index >= ${from} and index < ${to} order by index`;
  const leaves = await readLeaves(
    tx,
    ids.map(({ id }) => id),
  );
  if (leaves.length !== to - from) throw new RangeError('An entry of the tree is missing.');
  return leaves;
}

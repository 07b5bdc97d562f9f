/**
 * Entries become leaves of their org's tree: in one transaction their hashes go into the tiles, their marks go, and the new
 * tree is signed. Guarantees: each entry that is committed becomes exactly one leaf, in whatever order and by however many
 * processes; a crash at any point leaves the tree before or the tree after; the signed state is that of the same moment as
 * the entries.
 * It never signs a tree that does not go on from the one it signed before: where tiles or checkpoint were changed it stops.
 * Does not: judge an entry. What is wrong with one is for the verifier to say; it is kept as it is.
 */
import { clock } from '@/lib/platform/clock';
import { type Tx, writeInOrg } from '@/lib/platform/db/transaction';
import { BEFORE_ALL, type Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { MapInTx } from '../map/map-in-tx';
import { type Checkpoint, signCheckpoint } from '../tree/checkpoint';
import type { GrowingTree, GrownTile } from '../tree/growth';
import { EMPTY_ROOT } from '../tree/hashes';
import { type NoteSigner, noteVerifier } from '../tree/note';
import { ledgerSigner, originOf } from '../tree/signer';
import { type StateDigests, stateDigest, stateDigests, stateText } from '../tree/state';
import { growingTree, headOf, type StoredCheckpoint, signedAs } from '../tree/stored';
import { type LeafOfEntry, readLeaves } from './read-leaves';

/** First key of the lock that one integrator of an org holds. */
const INTEGRATORS = 7_219_013;
const BATCH = 4_096;

export interface Integrated {
  checkpoint: Checkpoint;
  note: string;
  leaves: number;
  /** There may be more. */
  isFull: boolean;
}

/**
 * Makes leaves of what is pending in an org, at most 4,096 entries; the first time all of them, under one checkpoint: those of
 * before entries had keyed checks end with it.
 * @param incarnation of the checkpoint; else that of the last one
 * @returns null when nothing is pending, or another process is at it
 * @throws DamagedTree
 */
export async function integrateOrg(orgId: Id, incarnation?: number): Promise<Integrated | null> {
  return writeInOrg(orgId, 'job', async (tx) => {
    if (!(await isAlone(tx))) return null;
    const [head, keys] = [await headOf(tx), await keysOf(tx)];
    const signer = ledgerSigner(keys);
    const signed = assertSigned(head, signer);
    const tree = new TreeInTx(tx, await treeOf(tx, signed));
    const map = await asDamaged(MapInTx.open(tx, keys, signed, incarnation !== undefined));
    let state = '';
    let isFull = false;
    do {
      const pending = await readPending(tx);
      if (pending.entries.length === 0) break;
      state = pending.state;
      isFull = pending.isFull;
      // A map that is behind catches up in steps of its own (`catch-up.ts`), so does that of a ledger of before there was a tree.
      const goesAlong = map.size === tree.size && !(isFull && head === null);
      await tree.add(pending.entries);
      if (goesAlong) await asDamaged(map.add(pending.entries));
    } while (isFull && head === null);
    const leaves = tree.size - (head?.size ?? 0);
    if (leaves === 0) return null;
    const checkpoint: Checkpoint = {
      origin: originOf(orgId),
      size: tree.size,
      root: tree.root,
      state: stateDigest(state),
      incarnation: incarnation ?? head?.incarnation ?? 1,
      ...(map.size === tree.size && map.root && { map: map.root }),
    };
    const note = signCheckpoint(checkpoint, signer);
    await tx.sql`
      insert into ledger_checkpoints (org_id, size, at, incarnation, root, state, note)
      values (${orgId}, ${checkpoint.size}, ${clock.now().toISOString()}::timestamptz, ${checkpoint.incarnation},
        ${checkpoint.root}, ${state}, ${note})`;
    return { checkpoint, note, leaves, isFull };
  });
}

interface Pending {
  entries: LeafOfEntry[];
  state: string;
  /** There may be more. */
  isFull: boolean;
}

/** What is pending, and the security state of that very moment. Marks of no entry stay, for the verifier; it goes past them. */
async function readPending(tx: Tx): Promise<Pending> {
  for (let after: Id = BEFORE_ALL; ; ) {
    const [{ ids, digests }] = await tx.sql<[{ ids: Id[]; digests: StateDigests }]>`
      select array(select entry_id from ledger_pending where org_id = ${tx.orgId} and entry_id > ${after}
          order by entry_id limit ${BATCH}) as ids,
        ${stateDigests(tx)} as digests`;
    const entries = await readLeaves(tx, ids);
    const isFull = ids.length === BATCH;
    const last = ids.at(-1);
    if (entries.length > 0 || !isFull || last === undefined) return { entries, state: stateText(digests), isFull };
    after = last;
  }
}

/** The tree in the database does not follow from what was signed. */
export class DamagedTree extends Error {
  override name = 'DamagedTree';
}

/** Whether this is the one process that integrates the org, until the transaction ends. */
export async function isAlone(tx: Tx): Promise<boolean> {
  const [lock] = await tx.sql<[{ held: boolean }]>`
    select pg_try_advisory_xact_lock(${INTEGRATORS}, hashint8(${tx.orgId})) as held`;
  return lock.held;
}

/** What was read of tree or map is not what it should be. */
export const asDamaged = <T>(reading: Promise<T>): Promise<T> =>
  reading.catch((error) => {
    throw error instanceof RangeError ? new DamagedTree() : error;
  });

type Signed = Pick<Checkpoint, 'size' | 'root' | 'map'>;

/** The head as it was signed. @throws DamagedTree when it was not, or its row says something else */
export function assertSigned(head: StoredCheckpoint | null, { vkey }: NoteSigner): Signed {
  if (!head) return { size: 0, root: EMPTY_ROOT };
  const signed = signedAs(head, noteVerifier(vkey));
  if (!signed) throw new DamagedTree();
  return signed;
}

/** The tree as it was signed. @throws DamagedTree when its tiles do not make it */
async function treeOf(tx: Tx, { size, root }: Signed): Promise<GrowingTree> {
  const tree = await asDamaged(growingTree(tx, size));
  if (!tree.root().equals(root)) throw new DamagedTree();
  return tree;
}

/** A tree that grows in a transaction. */
class TreeInTx {
  constructor(
    private readonly tx: Tx,
    private readonly tree: GrowingTree,
  ) {}

  get size(): number {
    return this.tree.size;
  }

  get root(): Buffer {
    return this.tree.root();
  }

  async add(entries: readonly LeafOfEntry[]): Promise<void> {
    const first = this.tree.size;
    const full: GrownTile[] = [];
    for (const { leafHash } of entries) this.tree.append(leafHash, (tile) => full.push(tile));
    const ids = entries.map(({ id }) => id);
    await Promise.all([
      this.tx.sql`select app.add_leaves(${first}, ${ids}::bigint[])`,
      keepTiles(this.tx, [...full, ...this.tree.edge()]),
    ]);
  }
}

async function keepTiles(tx: Tx, tiles: readonly GrownTile[]): Promise<void> {
  const rows = tiles.map(({ level, index, hashes }) => ({ level, index, hashes: hashes.toString('hex') }));
  await tx.sql`
    insert into ledger_tiles (org_id, level, index, hashes)
    select ${tx.orgId}, t.level, t.index, decode(t.hashes, 'hex')
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as t (level smallint, index bigint, hashes text)
    on conflict (org_id, level, index) do update set hashes = excluded.hashes`;
}

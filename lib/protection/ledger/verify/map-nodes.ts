/** Reads every node of the map once, from the top to the bottom and from the left to the right, beside the subjects it leads to. */
import type { Tx } from '@/lib/platform/db/transaction';
import { saidOf } from '../map/list';
import { decodeNode, emptyNode, hashOf, type MapNode, pathTo } from '../map/node';
import { readNodes } from '../map/stored';
import { invalid } from './finding';
import { subjectsIn } from './map-rows';

const BATCH = 1_000;

interface StoredNode {
  path: string;
  node: MapNode;
}

/** @returns the root that the subjects make, which the nodes have too. @throws Found */
export async function walkNodes(tx: Tx): Promise<Buffer> {
  const [nodes, subjects] = [nodesIn(tx), subjectsIn(tx)];
  const visit = async ({ path, node }: StoredNode): Promise<Buffer> => {
    for (const [at, place] of node.entries()) {
      if (place === null) continue;
      if ('node' in place) {
        const below = (await nodes.next()).value;
        if (below?.path !== pathTo(path, at) || !(await visit(below)).equals(place.node)) throw damaged();
      } else {
        const subject = (await subjects.next()).value;
        if (!subject?.key.equals(place.key) || !saidOf(subject).equals(place.value)) throw damaged();
      }
    }
    return hashOf(node);
  };
  const top = (await nodes.next()).value ?? { path: '', node: emptyNode() };
  const root = await visit(top);
  if ((await nodes.next()).value || (await subjects.next()).value) throw damaged();
  return root;
}

async function* nodesIn(tx: Tx): AsyncGenerator<StoredNode, undefined> {
  const top = (await readNodes(tx, [''])).get('');
  if (!top) return undefined;
  yield { path: '', node: nodeOf(top) };
  for (let after: Buffer = Buffer.alloc(0); ; ) {
    const rows = await tx.sql<{ path: Buffer; places: Buffer }[]>`
      select path, places from ledger_map_nodes
      where org_id = ${tx.orgId} and path > ${after} order by path limit ${BATCH}`;
    for (const { path, places } of rows) yield { path: path.toString('hex'), node: nodeOf(places) };
    const last = rows.at(-1);
    if (!last || rows.length < BATCH) return undefined;
    after = last.path;
  }
}

function nodeOf(bytes: Buffer): MapNode {
  try {
    return decodeNode(bytes);
  } catch {
    throw damaged();
  }
}

const damaged = () => invalid(null, 'A node of the map of subjects does not hold what its lists make.');

/** The map as the database holds it. Each question is one statement, however many are asked for. */
import type { Tx } from '@/lib/platform/db/transaction';
import type { Item, List } from './list';
import { encodeNode, type MapNode } from './node';

const ITEM_BYTES = 40;
/** Items of a part of a list: a row of at most 1,600 bytes, which PostgreSQL keeps in its place. */
export const PART_ITEMS = 40;

/** How many leaves of the tree the map covers; null where there is no map yet. */
export async function coveredBy(tx: Tx): Promise<number | null> {
  const [row] = await tx.sql<{ size: string }[]>`select size from ledger_maps where org_id = ${tx.orgId}`;
  return row ? Number(row.size) : null;
}

const hexOf = (all: readonly Buffer[]): string[] => all.map((bytes) => bytes.toString('hex'));

/** Lists by their pseudonyms in hexadecimal; those that are not there are left out. */
export async function readSubjects(tx: Tx, keys: readonly Buffer[]): Promise<Map<string, List>> {
  const rows = await tx.sql<{ key: Buffer; count: string; peaks: Buffer }[]>`
    select key, count, peaks from ledger_map_subjects
    where org_id = ${tx.orgId} and key = any(array(select decode(k, 'hex') from unnest(${hexOf(keys)}::text[]) k))`;
  return new Map(rows.map(({ key, count, peaks }) => [key.toString('hex'), { count: Number(count), peaks }]));
}

/** Nodes as they are kept, by their paths; those that are not there are left out. */
export async function readNodes(tx: Tx, paths: readonly string[]): Promise<Map<string, Buffer>> {
  const rows = await tx.sql<{ path: Buffer; places: Buffer }[]>`
    select path, places from ledger_map_nodes
    where org_id = ${tx.orgId} and path = any(array(select decode(p, 'hex') from unnest(${paths as string[]}::text[]) p))`;
  return new Map(rows.map(({ path, places }) => [path.toString('hex'), places]));
}

/** A list from its beginning, at most so many of its items. */
export async function readList(tx: Tx, key: Buffer, most: number): Promise<Item[]> {
  const rows = await tx.sql<{ items: Buffer }[]>`
    select items from ledger_map_lists
    where org_id = ${tx.orgId} and key = ${key} order by part limit ${Math.ceil(most / PART_ITEMS)}`;
  return decodeItems(Buffer.concat(rows.map(({ items }) => items))).slice(0, most);
}

/** @throws RangeError when it does not hold whole items */
export function decodeItems(bytes: Buffer): Item[] {
  if (bytes.length % ITEM_BYTES !== 0) throw new RangeError('A list of the map is cut off.');
  const items: Item[] = [];
  for (let at = 0; at < bytes.length; at += ITEM_BYTES) {
    items.push({ index: Number(bytes.readBigUInt64BE(at)), leafHash: bytes.subarray(at + 8, at + ITEM_BYTES) });
  }
  return items;
}

const encodeItem = ({ index, leafHash }: Item): Buffer => {
  const number = Buffer.alloc(8);
  number.writeBigUInt64BE(BigInt(index));
  return Buffer.concat([number, leafHash]);
};

/** What changes of a subject: its list as it is now, and what stands at its end since. */
export interface Grown {
  key: Buffer;
  list: List;
  added: readonly Item[];
}

/** Writes what grew. Starts its statements together. */
export async function keepMap(
  tx: Tx,
  size: number,
  grown: readonly Grown[],
  nodes: readonly [path: string, node: MapNode][],
): Promise<void> {
  const subjects = grown.map(({ key, list }) => ({
    key: key.toString('hex'),
    count: list.count,
    peaks: list.peaks.toString('hex'),
  }));
  const places = nodes.map(([path, node]) => ({ path, places: encodeNode(node).toString('hex') }));
  await Promise.all([
    tx.sql`
      insert into ledger_maps (org_id, size) values (${tx.orgId}, ${size})
      on conflict (org_id) do update set size = excluded.size`,
    tx.sql`
      insert into ledger_map_subjects (org_id, key, count, peaks)
      select ${tx.orgId}, decode(s.key, 'hex'), s.count, decode(s.peaks, 'hex')
      from jsonb_to_recordset(${JSON.stringify(subjects)}::text::jsonb) as s (key text, count bigint, peaks text)
      on conflict (org_id, key) do update set count = excluded.count, peaks = excluded.peaks`,
    tx.sql`
      insert into ledger_map_lists as l (org_id, key, part, items)
      select ${tx.orgId}, decode(p.key, 'hex'), p.part, decode(p.items, 'hex')
      from jsonb_to_recordset(${JSON.stringify(grown.flatMap(partsOf))}::text::jsonb) as p (key text, part bigint, items text)
      on conflict (org_id, key, part) do update set items = l.items || excluded.items`,
    tx.sql`
      insert into ledger_map_nodes (org_id, path, places)
      select ${tx.orgId}, decode(n.path, 'hex'), decode(n.places, 'hex')
      from jsonb_to_recordset(${JSON.stringify(places)}::text::jsonb) as n (path text, places text)
      on conflict (org_id, path) do update set places = excluded.places`,
  ]);
}

/** What is added to a list, by the parts it falls into. */
function partsOf({ key, list, added }: Grown) {
  const parts: { key: string; part: number; items: string }[] = [];
  const from = list.count - added.length;
  for (let at = 0; at < added.length; ) {
    const part = Math.floor((from + at) / PART_ITEMS);
    const to = Math.min(added.length, (part + 1) * PART_ITEMS - from);
    const items = Buffer.concat(added.slice(at, to).map(encodeItem)).toString('hex');
    parts.push({ key: key.toString('hex'), part, items });
    at = to;
  }
  return parts;
}

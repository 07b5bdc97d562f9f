/** The rows of the map in the order of their pseudonyms, read in batches. */
import type { Tx } from '@/lib/platform/db/transaction';
import type { Item, List } from '../map/list';
import { decodeItems } from '../map/stored';
import { invalid } from './finding';

const BATCH = 1_000;
const NO_KEY = Buffer.alloc(0);

export interface StoredSubject extends List {
  key: Buffer;
}

export async function* subjectsIn(tx: Tx): AsyncGenerator<StoredSubject, undefined> {
  for (let after: Buffer = NO_KEY; ; ) {
    const rows = await tx.sql<{ key: Buffer; count: string; peaks: Buffer }[]>`
      select key, count, peaks from ledger_map_subjects
      where org_id = ${tx.orgId} and key > ${after} order by key limit ${BATCH}`;
    for (const { key, count, peaks } of rows) yield { key, count: Number(count), peaks };
    const last = rows.at(-1);
    if (!last || rows.length < BATCH) return undefined;
    after = last.key;
  }
}

interface StoredPart {
  key: Buffer;
  part: string;
  items: Buffer;
}

async function* partsIn(tx: Tx): AsyncGenerator<StoredPart, undefined> {
  for (let after: Pick<StoredPart, 'key' | 'part'> = { key: NO_KEY, part: '-1' }; ; ) {
    const rows = await tx.sql<StoredPart[]>`
      select key, part, items from ledger_map_lists
      where org_id = ${tx.orgId} and (key, part) > (${after.key}, ${after.part}) order by key, part limit ${BATCH}`;
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < BATCH) return undefined;
    after = last;
  }
}

/** Each list with its parts, which are read to their end before the next list is asked for. @throws Found */
export async function* listsOf(tx: Tx): AsyncGenerator<{ key: Buffer; items: AsyncGenerator<Item[]> }, undefined> {
  const rows = partsIn(tx);
  let next = (await rows.next()).value;
  while (next) {
    const { key } = next;
    async function* items(): AsyncGenerator<Item[]> {
      while (next?.key.equals(key)) {
        yield itemsOf(next.items);
        next = (await rows.next()).value;
      }
    }
    yield { key, items: items() };
  }
}

function itemsOf(bytes: Buffer): Item[] {
  try {
    return decodeItems(bytes);
  } catch {
    throw invalid(null, 'A list of the map of subjects is cut off.');
  }
}

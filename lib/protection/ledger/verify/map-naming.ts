/** Something is wrong with the map, and it is known in which part: reads the entries again and names the first subject. */
import { hash } from 'node:crypto';
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { entryOfRow } from '../entry';
import { appended, EMPTY_LIST, type Item, type List } from '../map/list';
import { pseudonymOf } from '../map/pseudonym';
import { decodeItems, readSubjects } from '../map/stored';
import { subjectInWords, subjectsOf } from '../map/subjects';
import { type Found, invalid } from './finding';
import { readEntries } from './read-entries';

const BATCH = 2_048;

interface Looking {
  /** How many leaves the map covers. */
  covered: number;
  /** Whether a leaf's entry is there to be read. */
  isRead(index: number): boolean;
  isOfSum(key: Buffer): boolean;
}

/** Some items, told apart from any others by one hash. */
interface Told {
  count: number;
  print: Buffer;
}

const NONE: Told = { count: 0, print: Buffer.alloc(32) };

const withItem = ({ count, print }: Told, { index, leafHash }: Item): Told => ({
  count: count + 1,
  print: hash('sha256', Buffer.concat([print, Buffer.from(`${index} `), leafHash]), 'buffer'),
});

export async function nameWrong(tx: Tx, keys: OrgKeys, looking: Looking): Promise<Found> {
  const wanted = await ofEntries(tx, keys, looking);
  for (const [hex, { name, told }] of [...wanted].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const key = Buffer.from(hex, 'hex');
    const { list, read } = await ofList(tx, key, looking);
    const kept = (await readSubjects(tx, [key])).get(hex) ?? EMPTY_LIST;
    if (read.count !== told.count || !read.print.equals(told.print)) {
      return invalid(
        null,
        `The list of ${name} has ${read.count} entries, and ${told.count} of the tree are about it: ` +
          'an answer about it would not be complete.',
      );
    }
    if (list.count !== kept.count || !list.peaks.equals(kept.peaks)) {
      return invalid(null, `What the map of subjects says of ${name} is not what its list makes.`);
    }
  }
  return invalid(null, 'The map of subjects has a list that is about nothing.');
}

/** What the entries make of each subject of the part. */
async function ofEntries(tx: Tx, keys: OrgKeys, { covered, isOfSum }: Looking) {
  const wanted = new Map<string, { name: string; told: Told }>();
  for (let from = 0; from < covered; from += BATCH) {
    const leaves = await tx.sql<{ index: string; id: Id }[]>`
      select index, entry_id as id from ledger_leaves
      where org_id = ${tx.orgId} and index >= ${from} and index < ${Math.min(from + BATCH, covered)} order by index`;
    const rows = await readEntries(
      tx,
      leaves.map(({ id }) => id),
    );
    for (const { index, id } of leaves) {
      for (const row of rows.get(id) ?? []) {
        for (const subject of subjectsOf(entryOfRow(row))) {
          const key = pseudonymOf(keys, subject);
          if (!isOfSum(key)) continue;
          const known = wanted.get(key.toString('hex'))?.told ?? NONE;
          const told = withItem(known, { index: Number(index), leafHash: row.leafHash });
          wanted.set(key.toString('hex'), { name: subjectInWords(subject), told });
        }
      }
    }
  }
  return wanted;
}

/** What the list that is kept makes: whole, and of the entries that can be read. */
async function ofList(tx: Tx, key: Buffer, { isRead }: Looking): Promise<{ list: List; read: Told }> {
  let [list, read] = [EMPTY_LIST, NONE];
  for (let part = -1; ; ) {
    const rows = await tx.sql<{ part: string; items: Buffer }[]>`
      select part, items from ledger_map_lists
      where org_id = ${tx.orgId} and key = ${key} and part > ${part} order by part limit ${100}`;
    for (const { items } of rows) {
      const all = decodeItems(items);
      list = appended(list, all);
      for (const item of all) if (isRead(item.index)) read = withItem(read, item);
    }
    const last = rows.at(-1);
    if (!last) return { list, read };
    part = Number(last.part);
  }
}

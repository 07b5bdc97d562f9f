/**
 * Finding records by a part of their name. The trigram index cannot serve a condition of ours directly: LIKE is not
 * leakproof, so row-level security keeps it from the index. `app.names_like` searches as the owner, in the current org
 * only, and gives ids; visibility and everything else stay with the query that uses them.
 */
import type { Tx } from '../db/transaction';
import type { Id } from '../ids';
import { textSortKey } from '../modules/field-types/text-fold';
import type { Condition } from './condition';

/** More matches than this are found soon by walking the list in its order; fewer are better looked up. */
const FEW_MATCHES = 5000;
/** Shorter texts have no trigram. */
const SHORTEST_INDEXED = 3;

/** The condition that a name holds a text or starts with it; case and accents do not count. */
export function nameMatches(tx: Tx, text: string, where: 'anywhere' | 'start'): Condition {
  const key = textSortKey(text);
  if (where === 'anywhere') return tx.sql`name_key collate "default" like ${patternOf(key)}`;
  return tx.sql`name_key >= ${key} and name_key < ${`${key}\u{10ffff}`}`;
}

/** The ids of live records whose name holds a text; `null` when they are too many to list, or the text is too short. */
export async function idsByName(tx: Tx, moduleId: Id, text: string): Promise<Id[] | null> {
  const key = textSortKey(text);
  if (key.length < SHORTEST_INDEXED) return null;
  const rows = await tx.sql<{ id: Id }[]>`
    select app.names_like(${moduleId}, ${patternOf(key)}, ${FEW_MATCHES + 1}) as id`;
  return rows.length > FEW_MATCHES ? null : rows.map((row) => row.id);
}

const patternOf = (key: string): string => `%${key.replace(/[\\%_]/g, '\\$&')}%`;

/**
 * Finding records by a part of their name. The trigram index cannot serve a condition of ours directly: LIKE is not
 * leakproof, so row-level security keeps it from the index. `app.names_like` searches as the owner, in the current org
 * only, and gives ids; visibility and everything else stay with the query that uses them.
 */

import { textSortKey } from '@/lib/crm/modules/field-types/text-fold';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { anyOf, type Condition } from './condition';

/** More matches than this are found soon by walking the list in its order; fewer are better looked up. */
const FEW_MATCHES = 5000;
/** A shorter text has no trigram of its own, but the beginning of a word has: "ng" finds Linh Ng, not Bingham. */
const SHORTEST_ANYWHERE = 3;

/** The condition that a name holds a text or starts with it; case and accents do not count. */
export function nameMatches(tx: Tx, text: string, where: 'anywhere' | 'start'): Condition {
  const key = textSortKey(text);
  if (where === 'start') return tx.sql`name_key >= ${key} and name_key < ${`${key}\u{10ffff}`}`;
  return anyOf(
    tx,
    patternsOf(key).map((pattern) => tx.sql`name_key collate "default" like ${pattern}`),
  );
}

/** The ids of live records whose name holds a text; `null` when they are too many to list. */
export async function idsByName(tx: Tx, moduleId: Id, text: string): Promise<Id[] | null> {
  const found = await Promise.all(
    patternsOf(textSortKey(text)).map(
      (pattern) => tx.sql<{ id: Id }[]>`select app.names_like(${moduleId}, ${pattern}, ${FEW_MATCHES + 1}) as id`,
    ),
  );
  if (found.some((rows) => rows.length > FEW_MATCHES)) return null;
  return [...new Set(found.flatMap((rows) => rows.map((row) => row.id)))];
}

function patternsOf(key: string): string[] {
  const literal = key.replace(/[\\%_]/g, '\\$&');
  return key.length < SHORTEST_ANYWHERE ? [`${literal}%`, `% ${literal}%`] : [`%${literal}%`];
}

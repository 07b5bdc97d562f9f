/**
 * How many rows of a file have a record already, told before anybody says what becomes of them. As careful as the dry run:
 * by a field whose values the asker may not read it finds nothing, nor records out of their sight; a look by a marked
 * field is a search, with its event. Nothing is written.
 */
import { z } from 'zod';
import { getModule } from '@/lib/crm/modules/definition';
import { metadataFor } from '@/lib/crm/modules/seen';
import type { Context } from '@/lib/platform/context';
import { conflict } from '@/lib/platform/errors';
import { keysOf } from '@/lib/platform/org-keys';
import { atLeastOne, mutate, unchanged } from '@/lib/protection/mutate';
import { assertAnswered } from '../columns/assert-answered';
import { columnChoicesSchema } from '../columns/reading';
import { inBatches } from '../file/in-batches';
import { readRows } from '../file/read-rows';
import { lockImport, wordsOf } from '../find';
import { assertMayImport } from '../rights';
import type { BatchPlan } from '../rows/batch';
import { checkDuplicates, MOST_FURTHER } from '../rows/duplicates';
import { knownRecords } from '../rows/known-records';
import { readBatch } from '../rows/read-batch';
import { importRefSchema } from '../schemas';
import { probeOf } from './probe';

const column = z.int().min(0).max(9999);

export const countKnownSchema = importRefSchema.extend({
  /** What records are found by: the API name of a field, or `id`. */
  by: z.string().max(100),
  /** The column that holds it. */
  column,
  /** Further fields that must be the same, each with its column. */
  and: z
    .array(z.object({ by: z.string().max(100), column }))
    .max(MOST_FURTHER)
    .default([]),
  columns: columnChoicesSchema.default({}),
});

export interface KnownCount {
  /** Rows looked at. */
  rows: number;
  known: number;
  /** Rows that share what records are found by with an earlier row of the file. */
  shared: number;
  /** All rows of the file were looked at, not its first only. */
  whole: boolean;
}

const BATCH = 1000;
const MOST = 10_000;

/**
 * Counts over the first 10,000 rows.
 * @throws forbidden, also by a field that the asker may not read; not_found; invalid while nobody said how the column is read; conflict once the import was started
 */
export function countKnown(ctx: Context, request: z.input<typeof countKnownSchema>): Promise<KnownCount> {
  const { module: name, importId, by, column, and, columns: given } = countKnownSchema.parse(request);
  return mutate(ctx, { action: 'import.check', module: name, subjectId: importId }, async (tx) => {
    const module = getModule(await metadataFor(tx, ctx), name);
    const duplicates = { by, and: and.map((one) => one.by), action: 'skip' as const };
    const mapping = Object.fromEntries([{ by, column }, ...and].map((one) => [one.column, one.by]));
    assertMayImport(ctx, module, duplicates);
    checkDuplicates(duplicates, mapping, module);
    const { status, params } = await lockImport(tx, ctx, importId, name);
    if (status !== 'draft') throw conflict('This import was started before.');
    const words = await wordsOf(tx, importId, params);
    const columns = assertAnswered(ctx, module, { found: params.found, words }, { mapping, given });
    const keys = await keysOf(tx);
    const plan: BatchPlan = { module, headers: words.headers, mapping, duplicates, columns, keys, seen: new Map() };
    const found = { rows: 0, known: 0, shared: 0, whole: true };
    const earlier = new Set<string>();
    for await (const rows of inBatches(readRows(ctx.orgId, importId, params.format), BATCH)) {
      if (found.rows >= MOST) {
        found.whole = false;
        break;
      }
      const batch = await readBatch(tx, ctx, plan, rows);
      const { holders, keyOf } = await knownRecords(tx, ctx, plan, batch);
      found.rows += rows.length;
      for (const key of batch.rows.flatMap((row) => keyOf(row) ?? [])) {
        if (holders.has(key)) found.known += 1;
        if (earlier.has(key)) found.shared += 1;
        earlier.add(key);
      }
    }
    const entries = probeOf({ module, importId, mapping }, { rows: found.rows, failed: found.known }, { duplicates });
    return entries.length > 0 ? { value: found, entries: atLeastOne(entries) } : unchanged(found);
  });
}

import type { Context } from '../context';
import { inOrg } from '../db/transaction';
import type { Id } from '../ids';
import { appendEntries } from '../ledger/append';
import { getModule, type ModuleDefinition } from '../modules/definition';
import { metadataOf } from '../modules/metadata';
import { keysOf } from '../org-keys';
import { checkBatch } from './check-batch';
import { headersOf, lockImport } from './find';
import { inBatches } from './in-batches';
import { checkMapping } from './mapping';
import { readRows } from './read-rows';
import { assertMayImport } from './rights';
import type { MappedImport, Mapping, RowProblem } from './schemas';

export interface Preview {
  /** Rows that would be imported. */
  taken: number;
  /** Rows with a problem. */
  failed: number;
  /** The first hundred. */
  problems: RowProblem[];
}

const BATCH = 1000;
const SHOWN = 100;

/** Goes through the whole file as the import would, and writes nothing. @throws forbidden; not_found; invalid */
export async function previewImport(ctx: Context, { module: name, importId, mapping }: MappedImport): Promise<Preview> {
  const plan = await inOrg(ctx.orgId, async (tx) => {
    const module = getModule(await metadataOf(tx), name);
    assertMayImport(ctx, module);
    const { params } = await lockImport(tx, ctx, importId, name);
    const headers = await headersOf(tx, importId, params);
    checkMapping(mapping, headers, module);
    return { module, headers, mapping, keys: await keysOf(tx), seen: new Set<string>() };
  });
  const preview: Preview = { taken: 0, failed: 0, problems: [] };
  for await (const rows of inBatches(readRows(ctx.orgId, importId), BATCH)) {
    const { good, problems } = await inOrg(ctx.orgId, (tx) => checkBatch(tx, ctx, plan, rows));
    preview.taken += good.length;
    preview.failed += rows.length - good.length;
    preview.problems.push(...problems.slice(0, SHOWN - preview.problems.length));
  }
  await recordProbe(ctx, plan.module, importId, mapping, preview);
  return preview;
}

/**
 * Saying which rows are duplicates tells which values records hold, perhaps to somebody who may not read them: of marked
 * fields it is a search, and an event before the answer.
 */
async function recordProbe(
  ctx: Context,
  module: ModuleDefinition,
  importId: Id,
  mapping: Mapping,
  { taken, failed }: Preview,
): Promise<void> {
  const mapped = new Set(Object.values(mapping));
  const probed = module.fields.filter(({ unique, marked, apiName }) => unique && marked && mapped.has(apiName));
  if (probed.length === 0) return;
  const about = { action: 'record.search', module: module.apiName, subjectId: importId, door: 'screen' } as const;
  const entry = { ...about, fields: probed.map((field) => field.apiName), facts: { rows: taken + failed, failed } };
  await inOrg(ctx.orgId, async (tx) => appendEntries(tx, ctx, [entry], await keysOf(tx)));
}

import type { Context } from '../context';
import { inOrg } from '../db/transaction';
import { getModule } from '../modules/definition';
import { metadataOf } from '../modules/metadata';
import { keysOf } from '../org-keys';
import { checkBatch } from './check-batch';
import { headersOf, lockImport } from './find';
import { inBatches } from './in-batches';
import { checkMapping } from './mapping';
import { readRows } from './read-rows';
import { assertMayImport } from './rights';
import type { MappedImport, RowProblem } from './schemas';

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
  return preview;
}

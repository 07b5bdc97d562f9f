import type { Context } from '../context';
import { inOrg } from '../db/transaction';
import { conflict } from '../errors';
import { hasFile } from '../files/store';
import type { Id } from '../ids';
import { getModule } from '../modules/definition';
import { metadataOf } from '../modules/metadata';
import { mutate } from '../mutate';
import { lockImport, wordsOf } from './find';
import type { FileFormat } from './format';
import { inBatches } from './in-batches';
import { readProblems } from './problems';
import { readRows } from './read-rows';
import { assertMayImport } from './rights';
import type { ImportRef } from './schemas';

const BATCH = 1000;

/**
 * The rows an import, or its dry run, refused: the file's own columns and one that says why, to be mended and uploaded
 * again. Header first, some rows at a time.
 * @throws forbidden; not_found for another person's; conflict when the file is gone, after 24 hours.
 */
export async function refusedRows(ctx: Context, ref: ImportRef): Promise<AsyncGenerator<string[][]>> {
  const { module: name, importId } = ref;
  const attempt = { action: 'import.download', module: name, subjectId: importId } as const;
  const about = await mutate(ctx, attempt, async (tx) => {
    assertMayImport(ctx, getModule(await metadataOf(tx), name));
    const { params, status } = await lockImport(tx, ctx, importId, name);
    if (!(await hasFile({ orgId: tx.orgId, fileId: importId }))) {
      throw conflict('The uploaded file was removed after 24 hours.', { reason: 'EXPIRED' });
    }
    const { headers } = await wordsOf(tx, importId, params);
    const jobId = status === 'draft' ? (params.checkId ?? importId) : importId;
    return { value: { jobId, headers, format: params.format }, entries: [attempt] };
  });
  return rowsOf(ctx.orgId, importId, about);
}

async function* rowsOf(
  orgId: Id,
  importId: Id,
  { jobId, headers, format }: { jobId: Id; headers: string[]; format: FileFormat },
): AsyncGenerator<string[][]> {
  yield [[...headers, 'Problem']];
  for await (const rows of inBatches(readRows(orgId, importId, format), BATCH)) {
    const [from, to] = [rows[0]?.row ?? 0, rows.at(-1)?.row ?? 0];
    const problems = await inOrg(orgId, (tx) => readProblems(tx, jobId, from, to));
    const refused = rows.filter(({ row }) => problems.has(row));
    // Behind the columns of the header, also where the row is too short or too long.
    const width = headers.length;
    if (refused.length > 0) {
      yield refused.map(({ row, cells }) => [
        ...Array.from({ length: width }, (_, n) => cells[n] ?? ''),
        problems.get(row) ?? '',
        ...cells.slice(width),
      ]);
    }
  }
}

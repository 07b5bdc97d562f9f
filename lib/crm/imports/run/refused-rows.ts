import { getModule } from '@/lib/crm/modules/definition';
import { shownCell } from '@/lib/crm/modules/field-types/unreadable';
import { metadataFor } from '@/lib/crm/modules/seen';
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import { conflict } from '@/lib/platform/errors';
import { PROBLEM_HEADER } from '@/lib/platform/files/own-table';
import { hasFile } from '@/lib/platform/files/store';
import type { Id } from '@/lib/platform/ids';
import { mutate } from '@/lib/protection/mutate';
import type { FileFormat } from '../file/format';
import { inBatches } from '../file/in-batches';
import { readRows } from '../file/read-rows';
import { lockImport, wordsOf } from '../find';
import { assertMayImport } from '../rights';
import type { ImportRef, RowProblem } from '../schemas';
import { readProblems, readTaken } from './problems';

const BATCH = 1000;

interface Refusing {
  jobId: Id;
  headers: string[];
  format: FileFormat;
}

/**
 * The rows an import, or its dry run, refused: the file's own columns and one that says why, to be mended and uploaded
 * again. Header first, some rows at a time. Once the file is gone, after 24 hours, the problems an import had by number
 * of row.
 * @throws forbidden; not_found for another person's; conflict when the file of a dry run is gone.
 */
export async function refusedRows(ctx: Context, ref: ImportRef): Promise<AsyncGenerator<string[][]>> {
  const { module: name, importId } = ref;
  const attempt = { action: 'import.download', module: name, subjectId: importId } as const;
  const about = await mutate<RowProblem[] | Refusing>(ctx, attempt, async (tx) => {
    assertMayImport(ctx, getModule(await metadataFor(tx, ctx), name));
    const { params, status, result } = await lockImport(tx, ctx, importId, name);
    if (!(await hasFile({ orgId: tx.orgId, fileId: importId }))) {
      if (!result?.problems) throw conflict('The uploaded file was removed after 24 hours.', { reason: 'EXPIRED' });
      return { value: result.problems, entries: [attempt] };
    }
    const { headers } = await wordsOf(tx, importId, params);
    const jobId = status === 'draft' ? (params.checkId ?? importId) : importId;
    return { value: { jobId, headers, format: params.format }, entries: [attempt] };
  });
  return Array.isArray(about) ? problemsAlone(about) : rowsOf(ctx.orgId, importId, about);
}

/**
 * What an import, or its dry run, left empty or rounded in rows that it takes, and which rows were the same as earlier
 * ones: row, field and what was done, some lines at a time. Names no value. @throws forbidden; not_found for another person's
 */
export async function changedCells(ctx: Context, ref: ImportRef): Promise<AsyncGenerator<string[][]>> {
  const { module: name, importId } = ref;
  const attempt = { action: 'import.download', module: name, subjectId: importId } as const;
  const jobId = await mutate(ctx, attempt, async (tx) => {
    assertMayImport(ctx, getModule(await metadataFor(tx, ctx), name));
    const { params, status } = await lockImport(tx, ctx, importId, name);
    return { value: status === 'draft' ? (params.checkId ?? importId) : importId, entries: [attempt] };
  });
  return linesOfTaken(ctx.orgId, jobId);
}

async function* linesOfTaken(orgId: Id, jobId: Id): AsyncGenerator<string[][]> {
  yield [['Row', 'Field', 'What was done']];
  let after = 0;
  for (;;) {
    const problems = await inOrg(orgId, (tx) => readTaken(tx, jobId, after, BATCH));
    if (problems.length > 0) yield problems.map(({ row, field, problem }) => [String(row), field ?? '', problem]);
    const last = problems.at(-1);
    if (!last) return;
    after = last.row;
  }
}

async function* problemsAlone(problems: readonly RowProblem[]): AsyncGenerator<string[][]> {
  yield [
    ['Row', 'Field', 'Problem'],
    ...problems.map(({ row, field, problem }) => [String(row), field ?? '', problem]),
  ];
}

async function* rowsOf(orgId: Id, importId: Id, { jobId, headers, format }: Refusing): AsyncGenerator<string[][]> {
  yield [[...headers, PROBLEM_HEADER]];
  for await (const rows of inBatches(readRows(orgId, importId, format), BATCH)) {
    const [from, to] = [rows[0]?.row ?? 0, rows.at(-1)?.row ?? 0];
    const problems = await inOrg(orgId, (tx) => readProblems(tx, jobId, from, to));
    const refused = rows.filter(({ row }) => problems.has(row));
    // Behind the columns of the header, also where the row is too short or too long.
    const width = headers.length;
    if (refused.length > 0) {
      yield refused.map(({ row, cells }) => [
        ...Array.from({ length: width }, (_, n) => shownCell(cells[n] ?? '')),
        problems.get(row) ?? '',
        ...cells.slice(width).map(shownCell),
      ]);
    }
  }
}

/** Every row that was refused, and why; what of the rows taken was left empty or rounded; which were the same as others. */
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import type { NamedRecord } from '../rows/resolve-references';
import type { ColumnProblem, RowProblem } from '../schemas';

/** Starts the statement that writes problems of a batch; the caller awaits it. */
export function writeProblems(tx: Tx, jobId: Id, problems: readonly RowProblem[]): PromiseLike<unknown>[] {
  if (problems.length === 0) return [];
  const placeOf = new Map<number, number>();
  const placed = problems.map((problem) => {
    const place = placeOf.get(problem.row) ?? 0;
    placeOf.set(problem.row, place + 1);
    return { ...problem, place };
  });
  const written = tx.sql`
    insert into import_problems (org_id, job_id, "row", place, field, problem, is_taken)
    select ${tx.orgId}, ${jobId}, p."row", p.place, p.field, p.problem, coalesce(p."isTaken", false)
    from jsonb_to_recordset(${JSON.stringify(placed)}::jsonb)
      as p ("row" int, place int, field text, problem text, "isTaken" boolean)
    on conflict do nothing`;
  return [written.execute()];
}

const MOST_KINDS = 200;

/** Adds problems to those told by column: the commonest first. */
export function addByColumn(known: readonly ColumnProblem[] = [], problems: readonly RowProblem[]): ColumnProblem[] {
  const kinds = new Map(known.map((kind) => [keyOf(kind), { ...kind }]));
  for (const { field, problem, kind = problem, isTaken, isSkipped } of problems) {
    const one = { field, problem: kind, ...(isTaken && { isTaken }), ...(isSkipped && { isSkipped }), rows: 0 };
    const key = keyOf(one);
    const counted = kinds.get(key) ?? one;
    counted.rows += 1;
    kinds.set(key, counted);
  }
  return [...kinds.values()].sort((a, b) => b.rows - a.rows).slice(0, MOST_KINDS);
}

const keyOf = ({ field, problem, isTaken = false }: Omit<RowProblem, 'row'>): string =>
  JSON.stringify([field, problem, isTaken]);

/** Plural of a module → how many records, with those about to be made. */
export function addCreated(
  known: Readonly<Record<string, number>> = {},
  named: readonly NamedRecord[],
): Record<string, number> {
  const counts = { ...known };
  for (const { module } of named) counts[module.plural] = (counts[module.plural] ?? 0) + 1;
  return counts;
}

/** What was left empty, rounded or the same as an earlier row, in the order of the file: of whole rows, behind row `after`. */
export function readTaken(tx: Tx, jobId: Id, after: number, rows: number): Promise<RowProblem[]> {
  return tx.sql<RowProblem[]>`
    select "row", field, problem from import_problems
    where org_id = ${tx.orgId} and job_id = ${jobId} and is_taken and "row" in (
      select distinct "row" from import_problems
      where org_id = ${tx.orgId} and job_id = ${jobId} and is_taken and "row" > ${after} order by "row" limit ${rows})
    order by "row", place`;
}

/** Row → its problems in words, of rows `from` to `to`. */
export async function readProblems(tx: Tx, jobId: Id, from: number, to: number): Promise<Map<number, string>> {
  const rows = await tx.sql<RowProblem[]>`
    select "row", field, problem from import_problems
    where org_id = ${tx.orgId} and job_id = ${jobId} and "row" between ${from} and ${to} and not is_taken
    order by "row", place`;
  const words = new Map<number, string>();
  for (const { row, field, problem } of rows) {
    const text = field === null ? problem : `${field}: ${problem}`;
    words.set(row, words.has(row) ? `${words.get(row)} ${text}` : text);
  }
  return words;
}

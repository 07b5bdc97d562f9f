/** Every row that was refused, and why. */
import type { Tx } from '../../db/transaction';
import type { Id } from '../../ids';
import type { RowProblem } from '../schemas';

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
    insert into import_problems (org_id, job_id, "row", place, field, problem)
    select ${tx.orgId}, ${jobId}, p."row", p.place, p.field, p.problem
    from jsonb_to_recordset(${JSON.stringify(placed)}::jsonb) as p ("row" int, place int, field text, problem text)
    on conflict do nothing`;
  return [written.execute()];
}

/** Row → its problems in words, of rows `from` to `to`. */
export async function readProblems(tx: Tx, jobId: Id, from: number, to: number): Promise<Map<number, string>> {
  const rows = await tx.sql<RowProblem[]>`
    select "row", field, problem from import_problems
    where org_id = ${tx.orgId} and job_id = ${jobId} and "row" between ${from} and ${to}
    order by "row", place`;
  const words = new Map<number, string>();
  for (const { row, field, problem } of rows) {
    const text = field === null ? problem : `${field}: ${problem}`;
    words.set(row, words.has(row) ? `${words.get(row)} ${text}` : text);
  }
  return words;
}

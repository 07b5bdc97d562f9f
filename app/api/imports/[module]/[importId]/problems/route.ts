import { toCsv } from '@/lib/exports/csv';
import { route } from '@/lib/http/route';
import { getImport } from '@/lib/imports/queries';

/** The rows an import did not take and why, as CSV; names fields, never values. */
export const GET = route<{ module: string; importId: string }>(async (ctx, _request, reference) => {
  const { row } = await getImport(ctx, reference);
  const lines = (row.result?.problems ?? []).map(({ row: n, field, problem }) => [String(n), field ?? '', problem]);
  return new Response(toCsv([['Row', 'Field', 'Problem'], ...lines]), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="import-problems.csv"',
    },
  });
});

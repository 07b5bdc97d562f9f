import { Readable } from 'node:stream';
import { changedCells, refusedRows } from '@/lib/crm/imports/run/refused-rows';
import { toCsv } from '@/lib/platform/files/to-csv';
import { route } from '@/lib/ways-in/http/route';

/**
 * The rows that an import or its dry run refused, with why, as CSV: to be mended and uploaded again. With `?of=taken`, what
 * was left empty or rounded in the others, or the same as in an earlier row, by number of row.
 */
export const GET = route<{ module: string; importId: string }>(async (ctx, request, reference) => {
  const isOfTaken = new URL(request.url).searchParams.get('of') === 'taken';
  const rows = await (isOfTaken ? changedCells(ctx, reference) : refusedRows(ctx, reference));
  async function* lines(): AsyncGenerator<Buffer> {
    // The mark, so that a spreadsheet reads it as UTF-8.
    yield Buffer.from('\uFEFF');
    for await (const some of rows) yield Buffer.from(toCsv(some));
  }
  return new Response(Readable.toWeb(Readable.from(lines())) as ReadableStream<Uint8Array>, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="import-${isOfTaken ? 'changed-cells' : 'problems'}.csv"`,
    },
  });
});

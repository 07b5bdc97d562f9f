import { Readable } from 'node:stream';
import { toCsv } from '@/lib/exports/csv/to-csv';
import { route } from '@/lib/http/route';
import { refusedRows } from '@/lib/imports/run/refused-rows';

/** The rows that an import or its dry run refused, with why, as CSV: to be mended and uploaded again. */
export const GET = route<{ module: string; importId: string }>(async (ctx, _request, reference) => {
  const rows = await refusedRows(ctx, reference);
  async function* lines(): AsyncGenerator<Buffer> {
    // The mark, so that a spreadsheet reads it as UTF-8.
    yield Buffer.from('\uFEFF');
    for await (const some of rows) yield Buffer.from(toCsv(some));
  }
  return new Response(Readable.toWeb(Readable.from(lines())) as ReadableStream<Uint8Array>, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="import-problems.csv"',
    },
  });
});

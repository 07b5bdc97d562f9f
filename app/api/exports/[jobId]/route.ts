import { Readable } from 'node:stream';
import { downloadExport } from '@/lib/exports/download';
import { route } from '@/lib/http/route';

/** The file of a finished export, for the person who asked for it. */
export const GET = route<{ jobId: string }>(async (ctx, _request, { jobId }) => {
  const { fileName, content } = await downloadExport(ctx, jobId);
  return new Response(Readable.toWeb(content) as ReadableStream<Uint8Array>, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${fileName}"`,
      'x-content-type-options': 'nosniff',
    },
  });
});

import { Readable } from 'node:stream';
import { downloadExport } from '@/lib/crm/exports/download';
import { route } from '@/lib/ways-in/http/route';

/** The file of a finished export, for the person who asked for it. */
export const GET = route<{ jobId: string }>(async (ctx, _request, { jobId }) => {
  const { fileName, contentType, content } = await downloadExport(ctx, jobId);
  return new Response(Readable.toWeb(content) as ReadableStream<Uint8Array>, {
    headers: {
      'content-type': contentType,
      'content-disposition': `attachment; filename="${fileName}"`,
      'x-content-type-options': 'nosniff',
    },
  });
});

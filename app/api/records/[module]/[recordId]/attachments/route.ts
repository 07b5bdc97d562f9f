import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { attachFile } from '@/lib/crm/attachments/attach';
import { invalid } from '@/lib/platform/errors';
import { readFileName } from '@/lib/ways-in/http/read-file-name';
import { route } from '@/lib/ways-in/http/route';

/** Attaches the body as a file; its name travels percent-encoded in `x-file-name`, never in the URL. */
export const POST = route<{ module: string; recordId: string }>(async (ctx, request, { module, recordId }) => {
  if (!request.body) throw invalid('There is no file.');
  const { id } = await attachFile(ctx, {
    module,
    recordId,
    fileName: readFileName(request.headers),
    source: Readable.fromWeb(request.body as ReadableStream),
    expectedBytes: Number(request.headers.get('content-length')) || null,
  });
  return Response.json({ id }, { status: 201 });
});

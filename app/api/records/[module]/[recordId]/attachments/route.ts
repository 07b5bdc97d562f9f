import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { attachFile } from '@/lib/attachments/attach';
import { invalid } from '@/lib/errors';
import { route } from '@/lib/http/route';

/** Attaches the body as a file; its name travels percent-encoded in `x-file-name`, never in the URL. */
export const POST = route<{ module: string; recordId: string }>(async (ctx, request, { module, recordId }) => {
  if (!request.body) throw invalid('There is no file.');
  const { id } = await attachFile(ctx, {
    module,
    recordId,
    fileName: readName(request.headers.get('x-file-name')),
    source: Readable.fromWeb(request.body as ReadableStream),
  });
  return Response.json({ id }, { status: 201 });
});

function readName(header: string | null): string {
  try {
    return decodeURIComponent(header ?? 'file');
  } catch {
    throw invalid('The file has no readable name.');
  }
}

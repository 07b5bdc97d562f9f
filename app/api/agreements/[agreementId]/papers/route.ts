import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { uploadPaper } from '@/lib/admin/agreements/papers';
import { paperKindSchema } from '@/lib/admin/agreements/schemas';
import { invalid } from '@/lib/platform/errors';
import { readInput } from '@/lib/platform/read-input';
import { readFileName } from '@/lib/ways-in/http/read-file-name';
import { route } from '@/lib/ways-in/http/route';

/** Adds the body as a paper of the agreement: `?kind=document` or `signed`. */
export const POST = route<{ agreementId: string }>(async (ctx, request, { agreementId }) => {
  if (!request.body) throw invalid('There is no file.');
  const { id } = await uploadPaper(ctx, {
    agreementId,
    kind: readInput(paperKindSchema, new URL(request.url).searchParams.get('kind')),
    fileName: readFileName(request.headers),
    source: Readable.fromWeb(request.body as ReadableStream),
    expectedBytes: Number(request.headers.get('content-length')) || null,
  });
  return Response.json({ id }, { status: 201 });
});

import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { uploadImport } from '@/lib/crm/imports/upload/upload';
import { invalid } from '@/lib/platform/errors';
import { route } from '@/lib/ways-in/http/route';

/** Takes the body as a CSV or XLSX file to import. */
export const POST = route<{ module: string }>(async (ctx, request, { module }) => {
  if (!request.body) throw invalid('There is no file.');
  const source = Readable.fromWeb(request.body as ReadableStream);
  return Response.json(await uploadImport(ctx, { module, source }), { status: 201 });
});

import { Readable } from 'node:stream';
import { downloadAttachment } from '@/lib/crm/attachments/queries';
import { downloadHeaders } from '@/lib/ways-in/http/download-headers';
import { route } from '@/lib/ways-in/http/route';

/** A file of a record, as a download. */
export const GET = route<{ module: string; recordId: string; attachmentId: string }>(async (ctx, _request, params) => {
  const { module, recordId, attachmentId: id } = params;
  const file = await downloadAttachment(ctx, { module, recordId, id });
  return new Response(Readable.toWeb(file.stream) as ReadableStream<Uint8Array>, { headers: downloadHeaders(file) });
});

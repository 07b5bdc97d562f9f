import { Readable } from 'node:stream';
import { downloadAttachment } from '@/lib/attachments/queries';
import { route } from '@/lib/http/route';

/** Never shown inline: what people attach may be active content. */
export const GET = route<{ module: string; recordId: string; attachmentId: string }>(async (ctx, _request, params) => {
  const { module, recordId, attachmentId: id } = params;
  const file = await downloadAttachment(ctx, { module, recordId, id });
  return new Response(Readable.toWeb(file.stream) as ReadableStream<Uint8Array>, {
    headers: {
      'content-type': 'application/octet-stream',
      'content-length': String(file.sizeBytes),
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    },
  });
});

import { Readable } from 'node:stream';
import { downloadPaper } from '@/lib/admin/agreements/papers';
import { downloadHeaders } from '@/lib/ways-in/http/download-headers';
import { route } from '@/lib/ways-in/http/route';

/** A paper of an agreement, as a download. */
export const GET = route<{ agreementId: string; fileId: string }>(async (ctx, _request, params) => {
  const file = await downloadPaper(ctx, params);
  return new Response(Readable.toWeb(file.stream) as ReadableStream<Uint8Array>, { headers: downloadHeaders(file) });
});

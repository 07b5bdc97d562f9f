import { Readable } from 'node:stream';
import { downloadChatFile } from '@/lib/chat/files/download';
import { downloadHeaders } from '@/lib/ways-in/http/download-headers';
import { route } from '@/lib/ways-in/http/route';

/** A file of a conversation that was opened, as a download. */
export const GET = route<{ conversationId: string; fileId: string }>(async (ctx, _request, params) => {
  const file = await downloadChatFile(ctx, params);
  return new Response(Readable.toWeb(file.stream) as ReadableStream<Uint8Array>, { headers: downloadHeaders(file) });
});

import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { attachChatFile } from '@/lib/chat/files/attach';
import { invalid } from '@/lib/errors';
import { readFileName } from '@/lib/http/read-file-name';
import { route } from '@/lib/http/route';

/**
 * Sends the body as a file into a conversation, as its operator. Its name travels percent-encoded in `x-file-name`,
 * never in the URL; `x-client-id` is a UUID, so that the same file sent again is the same message.
 */
export const POST = route<{ conversationId: string }>(async (ctx, request, { conversationId }) => {
  if (!request.body) throw invalid('There is no file.');
  const sent = await attachChatFile(ctx, {
    conversationId,
    clientId: request.headers.get('x-client-id') ?? '',
    fileName: readFileName(request.headers),
    source: Readable.fromWeb(request.body as ReadableStream),
    expectedBytes: Number(request.headers.get('content-length')) || null,
  });
  return Response.json(sent, { status: 201 });
});

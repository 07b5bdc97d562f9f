import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { attachChatFile } from '@/lib/chat/files/attach';
import type { Context } from '@/lib/platform/context';
import { invalid } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { readFileName } from './read-file-name';

/**
 * Sends a request's body as a file into a conversation, sealed as it comes. Its name travels percent-encoded in
 * `x-file-name`, never in the URL; `x-client-id` is a UUID, so that the same file sent again is the same message.
 */
export async function answerChatUpload(ctx: Context, conversationId: Id, request: Request): Promise<Response> {
  if (!request.body) throw invalid('There is no file.');
  const sent = await attachChatFile(ctx, {
    conversationId,
    clientId: request.headers.get('x-client-id') ?? '',
    fileName: readFileName(request.headers),
    source: Readable.fromWeb(request.body as ReadableStream),
    expectedBytes: Number(request.headers.get('content-length')) || null,
  });
  return Response.json(sent, { status: 201 });
}

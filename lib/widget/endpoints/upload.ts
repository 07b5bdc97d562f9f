import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { attachChatFile } from '../../chat/files/attach';
import { invalid } from '../../errors';
import { readFileName } from '../../http/read-file-name';
import type { Endpoint } from '../endpoint';

/** The body is the file; it is sealed as it comes. */
export const uploadEndpoint: Endpoint = {
  method: 'POST',
  path: 'conversations/:id/files',
  limit: 'upload',
  for: 'visitor',
  async run({ ctx, request, params: { id: conversationId = '' } }) {
    if (!request.body) throw invalid('There is no file.');
    const sent = await attachChatFile(ctx, {
      conversationId,
      clientId: request.headers.get('x-client-id') ?? '',
      fileName: readFileName(request.headers),
      source: Readable.fromWeb(request.body as ReadableStream),
      expectedBytes: Number(request.headers.get('content-length')) || null,
    });
    return Response.json(sent, { status: 201 });
  },
};

import { Readable } from 'node:stream';
import { downloadChatFile } from '@/lib/chat/files/download';
import { downloadHeaders } from '@/lib/ways-in/http/download-headers';
import type { Endpoint } from '../endpoint';

export const downloadEndpoint: Endpoint = {
  method: 'GET',
  path: 'conversations/:id/files/:fileId',
  limit: 'read',
  for: 'visitor',
  async run({ ctx, params: { id: conversationId = '', fileId = '' } }) {
    const file = await downloadChatFile(ctx, { conversationId, fileId });
    return new Response(Readable.toWeb(file.stream) as ReadableStream<Uint8Array>, { headers: downloadHeaders(file) });
  },
};

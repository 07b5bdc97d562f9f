import { answerChatUpload } from '@/lib/ways-in/http/chat-upload';
import type { Endpoint } from '../endpoint';

/** The body is the file. */
export const uploadEndpoint: Endpoint = {
  method: 'POST',
  path: 'conversations/:id/files',
  limit: 'upload',
  for: 'visitor',
  run: ({ ctx, request, params: { id = '' } }) => answerChatUpload(ctx, id, request),
};

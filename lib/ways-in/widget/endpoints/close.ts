import { closeConversation } from '@/lib/chat/conversations/close';
import { done, type Endpoint } from '../endpoint';

export const closeEndpoint: Endpoint = {
  method: 'POST',
  path: 'conversations/:id/close',
  limit: 'settle',
  for: 'visitor',
  async run({ ctx, params: { id: conversationId = '' } }) {
    await closeConversation(ctx, { conversationId });
    return done();
  },
};

import { tellTyping } from '@/lib/chat/conversations/typing';
import { done, type Endpoint } from '../endpoint';

export const typingEndpoint: Endpoint = {
  method: 'POST',
  path: 'conversations/:id/typing',
  limit: 'typing',
  for: 'visitor',
  async run({ ctx, params: { id = '' } }) {
    await tellTyping(ctx, { conversationId: id });
    return done();
  },
};

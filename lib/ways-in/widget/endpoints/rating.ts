import { rateConversation, ratingSchema } from '@/lib/chat/conversations/rate';
import { done, type Endpoint } from '../endpoint';
import { readJson } from '../read-json';

export const ratingEndpoint: Endpoint = {
  method: 'POST',
  path: 'conversations/:id/rating',
  limit: 'settle',
  for: 'visitor',
  async run({ ctx, request, params: { id: conversationId = '' } }) {
    await rateConversation(ctx, { conversationId, ...(await readJson(request, ratingSchema)) });
    return done();
  },
};

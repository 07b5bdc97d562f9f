import { z } from 'zod';
import { pageSchema } from '@/lib/chat/conversations/schemas';
import { setPage } from '@/lib/chat/conversations/set-page';
import { done, type Endpoint } from '../endpoint';
import { readJson } from '../read-json';

const requestSchema = z.object({ page: pageSchema });

export const pageEndpoint: Endpoint = {
  method: 'POST',
  path: 'conversations/:id/page',
  limit: 'page',
  for: 'visitor',
  async run({ ctx, request, params: { id: conversationId = '' } }) {
    await setPage(ctx, { conversationId, ...(await readJson(request, requestSchema)) });
    return done();
  },
};

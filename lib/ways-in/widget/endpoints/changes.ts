import { z } from 'zod';
import { changesSince } from '@/lib/chat/conversations/changes';
import { noteHere } from '@/lib/chat/visitors/presence';
import { readInput, wholeNumber } from '@/lib/platform/read-input';
import type { ChangesAnswer } from '../contract';
import type { Endpoint } from '../endpoint';

const querySchema = z.object({ since: wholeNumber(0, 2_147_483_647) });

export const changesEndpoint: Endpoint = {
  method: 'GET',
  path: 'conversations/:id/changes',
  limit: 'read',
  for: 'visitor',
  async run({ ctx, params: { id = '' }, query }) {
    const { since } = readInput(querySchema, { since: query.get('since') ?? '0' });
    const changes = await changesSince(ctx, id, since);
    if (changes.status !== 'closed') await noteHere(ctx.orgId, ctx.actor.id);
    // An operator's id is nothing to a visitor.
    const messages = changes.messages.map(({ masked: _, author, ...message }) => ({
      ...message,
      author: author && { name: author.name },
    }));
    return Response.json({ ...changes, messages } satisfies ChangesAnswer);
  },
};

import { findConversation } from '../../chat/conversations/find';
import { hintStream } from '../../chat/live/stream';
import { visitorContext } from '../../chat/visitors/context';
import { readVisitorToken } from '../../chat/visitors/token';
import { inOrg } from '../../db/transaction';
import { assertMayRead } from '../../disclose/conversations';
import { bearerOf } from '../bearer';
import type { Endpoint } from '../endpoint';
import { holdStream } from '../open-streams';

/** Hints, as they come, for as long as the token is right and nobody blocks its visitor. */
export const streamEndpoint: Endpoint = {
  method: 'GET',
  path: 'conversations/:id/stream',
  limit: 'read',
  for: 'visitor',
  async run({ ctx, request, params: { id: conversationId = '' }, requestId, address }) {
    await inOrg(ctx.orgId, async (tx) => assertMayRead(tx, ctx, await findConversation(tx, conversationId)));
    const token = readVisitorToken(bearerOf(request));
    const mayGoOn = () => visitorContext(token, { requestId, address }).then(() => true);
    const { orgId } = ctx;
    const stream = await holdStream(ctx.actor.id, () =>
      hintStream({ orgId, conversationId, mayGoOn, signal: request.signal }),
    );
    return new Response(stream, {
      headers: {
        'content-type': 'text/event-stream; charset=utf-8',
        // Nobody on the way keeps or gathers what is told.
        'cache-control': 'no-store, no-transform',
        'x-accel-buffering': 'no',
      },
    });
  },
};

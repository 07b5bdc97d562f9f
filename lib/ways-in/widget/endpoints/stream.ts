import { findConversation } from '@/lib/chat/conversations/find';
import { hintStream } from '@/lib/chat/live/stream';
import { visitorContext } from '@/lib/chat/visitors/context';
import { noteGone, noteHere } from '@/lib/chat/visitors/presence';
import { readVisitorToken } from '@/lib/chat/visitors/token';
import { inOrg } from '@/lib/platform/db/transaction';
import { assertMayRead } from '@/lib/protection/disclose/conversations';
import { bearerOf } from '../bearer';
import type { Endpoint } from '../endpoint';
import { hasStream, holdStream } from '../open-streams';

/** Hints, as they come, for as long as the token is right and nobody blocks its visitor. */
export const streamEndpoint: Endpoint = {
  method: 'GET',
  path: 'conversations/:id/stream',
  limit: 'read',
  for: 'visitor',
  async run({ ctx, request, params: { id: conversationId = '' }, requestId, address }) {
    await inOrg(ctx.orgId, async (tx) => assertMayRead(tx, ctx, await findConversation(tx, conversationId)));
    const token = readVisitorToken(bearerOf(request));
    const { orgId, actor } = ctx;
    const mayGoOn = async () => {
      await visitorContext(token, { requestId, address });
      await noteHere(orgId, actor.id);
      return true;
    };
    const gone = () => noteGone(orgId, actor.id, () => hasStream(actor.id));
    await noteHere(orgId, actor.id, !hasStream(actor.id));
    const stream = await holdStream(actor.id, gone, () =>
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

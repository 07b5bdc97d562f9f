import { assertMayChat } from '@/lib/chat/access';
import { hintStream } from '@/lib/chat/live/stream';
import { canInOrg } from '@/lib/people/rights';
import { route } from '@/lib/ways-in/http/route';
import { watchSession } from '@/lib/ways-in/http/watch-session';

/** Hints about the org's conversations: ids and numbers. An open stream does not keep the session alive. */
export const GET = route(
  async (ctx, request) => {
    assertMayChat(ctx);
    const contextNow = await watchSession();
    const stream = await hintStream({
      orgId: ctx.orgId,
      signal: request.signal,
      async mayGoOn() {
        const now = await contextNow();
        return now !== null && canInOrg(now.rights, 'revealPhi');
      },
    });
    return new Response(stream, {
      headers: {
        'content-type': 'text/event-stream; charset=utf-8',
        // Transformed it would be compressed, and kept back until there is enough of it.
        'cache-control': 'no-store, no-transform',
        'x-accel-buffering': 'no',
      },
    });
  },
  { activity: 'background' },
);

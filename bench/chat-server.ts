/**
 * Live chat in one process: the visitor's door as it is, and below `/bench` what the operators' screens do, by the same
 * verbs and streams. Forked by `chat-servers.ts`. Every answer tells in `x-begun` when the transaction that notifies was
 * asked for.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { serve } from '@hono/node-server';
import type { Context as Call } from 'hono';
import { changesSince } from '@/lib/chat/conversations/changes';
import { closeConversation } from '@/lib/chat/conversations/close';
import { pickUp } from '@/lib/chat/conversations/pick-up';
import { hintStream } from '@/lib/chat/live/stream';
import { sendMessage } from '@/lib/chat/messages/send';
import { stayPresent } from '@/lib/chat/operators/present';
import type { Context } from '@/lib/platform/context';
import { client } from '@/lib/platform/db/client';
import { inOrg } from '@/lib/platform/db/transaction';
import { markRequests } from '@/lib/ways-in/http/mark-requests';
import { makeWidgetDoor } from '@/lib/ways-in/widget/app';
import { atMs } from './at-ms';
import { memoryAfterGc } from './memory';

const begun = new AsyncLocalStorage<{ atMs: number }>();

/** The last transaction of a call is the one that notifies. */
function watchTransactions(): void {
  const sql = client();
  const begin = sql.begin as (...given: unknown[]) => unknown;
  const watched = (...given: unknown[]) => {
    const call = begun.getStore();
    if (call) call.atMs = atMs();
    return begin(...given);
  };
  Object.assign(sql, { begin: watched });
}

process.once('message', (ctx: Context) => {
  const app = makeWidgetDoor();
  const verb = (path: string, run: (body: never) => Promise<unknown>) =>
    app.post(`/bench/${path}`, async (c: Call) => Response.json((await run((await c.req.json()) as never)) ?? null));
  verb('present', () => stayPresent(ctx));
  verb('pick-up', (body) => pickUp(ctx, body));
  verb('messages', (body) => sendMessage(ctx, body));
  verb('close', (body) => closeConversation(ctx, body));
  verb('changes', ({ id, since }: { id: string; since: number }) => changesSince(ctx, id, since));
  verb('memory', async () => memoryAfterGc());
  app.get('/bench/stream', async (c) => {
    // A screen looks its session up; so many round trips at least.
    const mayGoOn = () => inOrg(ctx.orgId, async () => true);
    const stream = await hintStream({ orgId: ctx.orgId, mayGoOn, signal: c.req.raw.signal });
    return new Response(stream, { headers: { 'content-type': 'text/event-stream; charset=utf-8' } });
  });
  const fetch = (request: Request) => {
    const call = { atMs: 0 };
    return begun.run(call, async () => {
      const answer = await app.fetch(request);
      answer.headers.set('x-begun', String(call.atMs));
      return answer;
    });
  };
  markRequests();
  watchTransactions();
  serve({ fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => process.send?.(port));
});
process.once('disconnect', () => process.exit(0));

import { changesSince } from '@/lib/chat/conversations/changes';
import { invalid } from '@/lib/platform/errors';
import { route } from '@/lib/ways-in/http/route';

/** What was said and changed since `since`; the conversation must have been opened in this sign-in. */
export const GET = route<{ conversationId: string }>(
  async (ctx, request, { conversationId }) => {
    const since = new URL(request.url).searchParams.get('since') ?? '0';
    if (!/^\d{1,9}$/.test(since)) throw invalid('since is a whole number.');
    return Response.json(await changesSince(ctx, conversationId, Number(since)));
  },
  { activity: 'background' },
);

import { getConversation } from '@/lib/chat/conversations/get';
import { route } from '@/lib/ways-in/http/route';

/** All about a conversation but what was said; it must have been opened in this sign-in. */
export const GET = route<{ conversationId: string }>(
  async (ctx, _request, { conversationId }) => Response.json(await getConversation(ctx, conversationId)),
  { activity: 'background' },
);

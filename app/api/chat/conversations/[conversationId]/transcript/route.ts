import { transcriptOf } from '@/lib/chat/conversations/transcript';
import { route } from '@/lib/ways-in/http/route';

/** What was said, as a text file. The event comes first; the file's name says nothing of the visitor. */
export const GET = route<{ conversationId: string }>(async (ctx, _request, { conversationId }) => {
  const text = await transcriptOf(ctx, { conversationId });
  return new Response(text, {
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      'content-disposition': `attachment; filename="conversation-${conversationId}.txt"`,
    },
  });
});

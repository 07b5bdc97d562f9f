import type { Metadata } from 'next';
import { ConversationScreen } from '@/components/chat/conversation/conversation-screen';
import { openConversation } from '@/lib/chat/conversations/open';
import { notFound } from '@/lib/platform/errors';
import { isId } from '@/lib/platform/ids';
import { page } from '@/lib/ways-in/http/page';

/** A title never says who writes. */
export const metadata: Metadata = { title: 'Chat' };

/** Opens the conversation, which is an event; what was said is asked for afterwards and is not part of the page. */
export default async function ConversationPage({ params }: PageProps<'/chat/[conversationId]'>) {
  const { conversationId } = await params;
  return page(async (ctx) => {
    if (!isId(conversationId)) throw notFound('The conversation');
    await openConversation(ctx, { conversationId });
    return <ConversationScreen key={conversationId} conversationId={conversationId} />;
  });
}

import { notFound } from 'next/navigation';
import { isConversation } from '@/lib/chat/conversations/is-conversation';
import { canInOrg } from '@/lib/people/rights';
import { requireContext } from '@/lib/ways-in/http/require-context';

/**
 * A conversation that is not there is answered with 404. Its page could not say so: `loading.tsx` goes out first, with 200.
 * It authorises nothing: the page does, and refuses whoever may not chat, whether or not there is one.
 */
export default async function ConversationLayout({ children, params }: LayoutProps<'/chat/[conversationId]'>) {
  const { conversationId } = await params;
  const ctx = await requireContext();
  if (canInOrg(ctx.rights, 'revealPhi') && !(await isConversation(ctx, conversationId))) notFound();
  return children;
}

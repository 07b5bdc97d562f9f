import type { ReactNode } from 'react';
import { ChatConsole } from '@/components/chat/chat-console';
import { getAvailability } from '@/lib/chat/operators/availability';
import { canInOrg } from '@/lib/people/rights';
import { requireContext } from '@/lib/ways-in/http/require-context';

/** The console around a conversation: it stays while one switches. It authorises nothing; each page and question does. */
export default async function ChatLayout({ children }: { children: ReactNode }) {
  const ctx = await requireContext();
  if (!canInOrg(ctx.rights, 'revealPhi')) return children;
  return (
    <ChatConsole
      me={ctx.actor.id}
      mayDelete={canInOrg(ctx.rights, 'deleteConversations')}
      availability={await getAvailability(ctx)}
    >
      {children}
    </ChatConsole>
  );
}

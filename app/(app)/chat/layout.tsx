import type { ReactNode } from 'react';
import { ChatConsole } from '@/components/chat/chat-console';
import { getAvailability } from '@/lib/chat/operators/availability';
import { requireContext } from '@/lib/http/require-context';
import { canInOrg } from '@/lib/rights';

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

import type { Metadata } from 'next';
import { createLoader, parseAsString } from 'nuqs/server';
import { ConversationBin } from '@/components/chat/setup/conversation-bin';
import { ChatSetupHeader } from '@/components/chat/setup/header';
import { DELETED_PAGE, listDeletedConversations } from '@/lib/chat/conversations/list-deleted';
import { isId } from '@/lib/platform/ids';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'Recycle bin of chat' };

const loadParams = createLoader({ before: parseAsString });

interface ConversationBinPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function ConversationBinPage({ searchParams }: ConversationBinPageProps) {
  const asked = await loadParams(searchParams);
  return page(async (ctx) => {
    const before = isId(asked.before) ? asked.before : null;
    const conversations = await listDeletedConversations(ctx, before);
    return (
      <>
        <ChatSetupHeader rights={ctx.rights} />
        <ConversationBin
          key={before}
          conversations={conversations}
          hasMore={conversations.length === DELETED_PAGE}
          isLater={before !== null}
        />
      </>
    );
  });
}

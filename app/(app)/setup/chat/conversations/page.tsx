import type { Metadata } from 'next';
import { createLoader, parseAsIsoDate, parseAsString, parseAsStringLiteral } from 'nuqs/server';
import { ConversationsToDelete } from '@/components/chat/setup/conversations-to-delete';
import { ChatSetupHeader } from '@/components/chat/setup/header';
import { LISTED_PAGE, listForDeletion } from '@/lib/chat/conversations/list-for-deletion';
import { canInOrg } from '@/lib/people/rights';
import { isId } from '@/lib/platform/ids';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'Conversations' };

const loadParams = createLoader({
  before: parseAsString,
  until: parseAsIsoDate,
  state: parseAsStringLiteral(['closed', 'live']).withDefault('closed'),
});

export default async function ConversationsPage({ searchParams }: PageProps<'/setup/chat/conversations'>) {
  const asked = await loadParams(searchParams);
  return page(async (ctx) => {
    const { state } = asked;
    const until = asked.until?.toISOString().slice(0, 10);
    const before = isId(asked.before) ? asked.before : undefined;
    const conversations = await listForDeletion(ctx, { state, until, before });
    return (
      <>
        <ChatSetupHeader rights={ctx.rights} />
        <ConversationsToDelete
          key={`${state} ${until} ${before}`}
          conversations={conversations}
          state={state}
          until={until ?? ''}
          mayEnd={canInOrg(ctx.rights, 'manageChat')}
          hasMore={conversations.length === LISTED_PAGE}
          isLater={before !== undefined}
        />
      </>
    );
  });
}

import type { Metadata } from 'next';
import { ChatSetupHeader } from '@/components/chat/setup/header';
import { RetentionForm } from '@/components/chat/setup/retention/retention-form';
import { getChatSettings } from '@/lib/chat/setup/settings';
import { canInOrg } from '@/lib/people/rights';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'Retention of chat' };

export default function RetentionPage() {
  return page(async (ctx) => {
    const { retentionDays } = await getChatSettings(ctx);
    return (
      <>
        <ChatSetupHeader rights={ctx.rights} />
        <RetentionForm retentionDays={retentionDays} mayShorten={canInOrg(ctx.rights, 'deleteConversations')} />
      </>
    );
  });
}

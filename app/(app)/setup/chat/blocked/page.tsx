import type { Metadata } from 'next';
import { BlockedList } from '@/components/chat-setup/blocked-list';
import { ChatSetupHeader } from '@/components/chat-setup/header';
import { listBlocks } from '@/lib/chat/visitors/block';
import { page } from '@/lib/http/page';
import { canInOrg } from '@/lib/rights';

export const metadata: Metadata = { title: 'Blocked visitors' };

export default function BlockedPage() {
  return page(async (ctx) => {
    const blocks = await listBlocks(ctx);
    return (
      <>
        <ChatSetupHeader rights={ctx.rights} />
        <BlockedList blocks={blocks} mayOpen={canInOrg(ctx.rights, 'revealPhi')} />
      </>
    );
  });
}

import type { Metadata } from 'next';
import { BlockedList } from '@/components/chat/setup/blocked-list';
import { ChatSetupHeader } from '@/components/chat/setup/header';
import { listBlocks } from '@/lib/chat/visitors/block';
import { canInOrg } from '@/lib/people/rights';
import { page } from '@/lib/ways-in/http/page';

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

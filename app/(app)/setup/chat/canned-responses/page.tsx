import type { Metadata } from 'next';
import { ResponseList } from '@/components/chat/setup/canned-responses/response-list';
import { ChatSetupHeader } from '@/components/chat/setup/header';
import { listCannedResponsesForSetup } from '@/lib/chat/setup/canned-responses';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'Canned responses' };

export default function CannedResponsesPage() {
  return page(async (ctx) => {
    const responses = await listCannedResponsesForSetup(ctx);
    return (
      <>
        <ChatSetupHeader rights={ctx.rights} />
        <ResponseList responses={responses} />
      </>
    );
  });
}

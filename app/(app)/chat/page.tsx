import type { Metadata } from 'next';
import { NothingOpen } from '@/components/chat/nothing-open';
import { assertMayChat } from '@/lib/chat/access';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'Chat' };

export default async function ChatPage() {
  return page(async (ctx) => {
    assertMayChat(ctx);
    return <NothingOpen />;
  });
}

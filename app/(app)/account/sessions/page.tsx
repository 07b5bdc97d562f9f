import type { Metadata } from 'next';
import { SessionList } from '@/components/users/session-list';
import { page } from '@/lib/http/page';
import { listMySessions } from '@/lib/users/account';

export const metadata: Metadata = { title: 'My sessions' };

export default function SessionsPage() {
  return page(async (ctx) => <SessionList sessions={await listMySessions(ctx)} />);
}

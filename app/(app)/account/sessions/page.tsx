import type { Metadata } from 'next';
import { SessionList } from '@/components/people/users/session-list';
import { listMySessions } from '@/lib/people/users/account';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'My sessions' };

export default function SessionsPage() {
  return page(async (ctx) => <SessionList sessions={await listMySessions(ctx)} />);
}

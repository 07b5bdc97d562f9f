import type { Metadata } from 'next';
import { CurrentSessions } from '@/components/people/users/current-sessions';
import { listCurrentSessions } from '@/lib/people/users/current-sessions';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'Current sessions' };

export default function CurrentSessionsPage({ searchParams }: PageProps<'/setup/sessions'>) {
  return page(async (ctx) => {
    const { q, after } = await searchParams;
    const query = typeof q === 'string' ? q : '';
    const isFirstPage = typeof after !== 'string';
    const { sessions, after: next } = await listCurrentSessions(ctx, { query, ...(isFirstPage ? {} : { after }) });
    return <CurrentSessions sessions={sessions} next={next} query={query} isFirstPage={isFirstPage} />;
  });
}

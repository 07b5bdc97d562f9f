'use client';

import { MessagesSquare } from 'lucide-react';
import { usePathname } from 'next/navigation';
import { useEffect, useState } from 'react';
import { callsOf } from '@/components/chat/queue/queue-words';
import { TopLink } from '@/components/shell/top-link';
import type { QueuePage } from '@/lib/chat/conversations/queues';
import { getJson } from './answers';

const ASK_EVERY_MS = 30_000;

/** The way to live chat from every page, with a dot while somebody calls for an answer. */
export function ChatLink() {
  const isThere = usePathname().startsWith('/chat');
  const isCalled = useIsCalled(!isThere);
  return (
    <TopLink
      href="/chat"
      label="Chat"
      icon={<MessagesSquare aria-hidden="true" />}
      mark={isCalled && !isThere ? 'Somebody waits for an answer' : undefined}
    />
  );
}

/** Asks now and then while the page is looked at. The console itself hears of it at once. */
function useIsCalled(asks: boolean): boolean {
  const [isCalled, setCalled] = useState(false);
  useEffect(() => {
    if (!asks) return;
    let stopped = false;
    async function ask() {
      if (stopped || document.visibilityState !== 'visible') return;
      const answer = await getJson<QueuePage>('/api/chat/conversations?queue=mine');
      if (stopped) return;
      // Asked by whom it is refused, it would be refused again and again, and each time be an event.
      if (!answer.ok) stopped = answer.problem.kind !== 'lost';
      setCalled(answer.ok && callsOf(answer.value.counts, answer.value.rows).conversations > 0);
    }
    void ask();
    const timer = setInterval(ask, ASK_EVERY_MS);
    document.addEventListener('visibilitychange', ask);
    return () => {
      stopped = true;
      clearInterval(timer);
      document.removeEventListener('visibilitychange', ask);
    };
  }, [asks]);
  return isCalled;
}

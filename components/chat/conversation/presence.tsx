'use client';

import { useEffect, useRef } from 'react';
import { cn } from '@/components/ui/cn';
import { Time } from '@/components/ui/time';
import type { ConversationView } from '@/lib/chat/conversations/get';

/** Whether the visitor's page is open; said to screen readers when it changes. */
export function Presence({ view: { status, visitorLeftAt } }: { view: ConversationView }) {
  const wasGone = useRef(false);
  useEffect(() => {
    if (visitorLeftAt) wasGone.current = true;
  }, [visitorLeftAt]);
  if (status === 'closed') return null;
  return (
    <span role="status" className="inline-flex shrink-0 items-center gap-1.5">
      <span aria-hidden="true" className={cn('size-2 rounded-full', visitorLeftAt ? 'bg-line' : 'bg-success')} />
      {visitorLeftAt ? (
        <>
          Left at <Time value={visitorLeftAt} format="time" />
        </>
      ) : wasGone.current ? (
        'Came back'
      ) : (
        'On the website'
      )}
    </span>
  );
}

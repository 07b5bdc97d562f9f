'use client';

import { WifiOff } from 'lucide-react';
import { useState } from 'react';
import { useChat } from '@/components/chat/chat-context';
import { AlertMenu } from '@/components/chat/live/alert-menu';
import { AvailabilityMenu } from '@/components/chat/live/availability-menu';
import { cn } from '@/components/ui/cn';
import type { Availability } from '@/lib/chat/operators/availability';
import type { Id } from '@/lib/platform/ids';
import { FoundList } from './found-list';
import { OfferList } from './offer-list';
import { QueueList } from './queue-list';
import { QueueNav } from './queue-nav';
import { SearchForm } from './search-form';

export interface QueuePaneProps {
  availability: Availability;
  openId: Id | null;
  className?: string;
}

/** The lists. Nothing in them is what was said, or by whom. */
export function QueuePane({ availability, openId, className }: QueuePaneProps) {
  const { line, lists } = useChat();
  const [found, setFound] = useState<readonly Id[] | null>(null);
  return (
    <section aria-label="Conversations" className={cn('flex min-h-0 shrink-0 flex-col bg-surface', className)}>
      <header className="flex h-12 shrink-0 items-center gap-2 border-line border-b px-3">
        {/* The heading itself is outside: on a narrow screen this pane is hidden behind a conversation. */}
        <p aria-hidden="true" className="mr-auto font-semibold text-fg text-lg tracking-tight">
          Chat
        </p>
        <AvailabilityMenu initial={availability} />
        <AlertMenu />
      </header>
      <QueueNav queue={lists.queue} counts={lists.counts} />
      <SearchForm onFound={setFound} />
      {line === 'lost' ? (
        <p
          role="status"
          className="flex items-center gap-2 border-warning-line border-b bg-warning-soft px-3 py-1.5 text-warning-text text-xs"
        >
          <WifiOff aria-hidden="true" className="size-3.5 shrink-0" />
          The connection was lost. Trying again…
        </p>
      ) : null}
      <OfferList offered={lists.mine.filter(({ transferId }) => transferId !== null)} />
      <div className="min-h-0 flex-1 overflow-y-auto">
        {found ? (
          <FoundList ids={found} openId={openId} onClear={() => setFound(null)} />
        ) : (
          <QueueList lists={lists} openId={openId} />
        )}
      </div>
    </section>
  );
}

'use client';

import { Clock } from 'lucide-react';
import { useNow } from '@/components/chat/use-now';
import { cn } from '@/components/ui/cn';
import { waitedText } from './queue-words';

const LONG_MS = 120_000;

/** How long somebody has been waiting, counting on. Not announced: it changes every second. */
export function WaitingTime({ since }: { since: string }) {
  const now = useNow();
  const ms = now === null ? null : now - Date.parse(since);
  return (
    <span
      className={cn(
        'inline-flex shrink-0 items-center gap-1 text-xs tabular-nums',
        ms !== null && ms > LONG_MS ? 'font-medium text-danger-text' : 'text-warning-text',
      )}
    >
      <Clock aria-hidden="true" className="size-3 self-center" />
      <span className="sr-only">Waiting for </span>
      {ms === null ? '…' : waitedText(ms)}
    </span>
  );
}

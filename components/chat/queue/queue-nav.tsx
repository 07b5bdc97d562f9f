import Link from 'next/link';
import { queuePath } from '@/components/chat/paths';
import { cn } from '@/components/ui/cn';
import type { Queue, QueuePage } from '@/lib/chat/conversations/queues';
import { QUEUE_LABELS, QUEUE_NAMES } from './queue-words';

export function QueueNav({ queue, counts }: { queue: Queue; counts: QueuePage['counts'] | null }) {
  return (
    <nav aria-label="Queues" className="shrink-0 overflow-x-auto border-line border-b px-2">
      <ul className="flex">
        {QUEUE_NAMES.map((name) => {
          const count = name === 'all' || name === 'closed' ? 0 : (counts?.[name] ?? 0);
          const current = name === queue;
          return (
            <li key={name} className="flex-auto">
              <Link
                href={queuePath(name)}
                prefetch={false}
                aria-current={current ? 'page' : undefined}
                className={cn(
                  'relative flex h-9 items-center justify-center gap-1 whitespace-nowrap px-2 font-medium text-xs transition-colors focus-visible:-outline-offset-2',
                  'after:absolute after:inset-x-2 after:bottom-0 after:h-0.5 after:rounded-full after:content-[""]',
                  current ? 'text-fg after:bg-accent' : 'text-muted hover:text-fg',
                )}
              >
                {QUEUE_LABELS[name]}
                {count > 0 ? (
                  <span
                    className={cn(
                      'rounded-full border px-1 text-2xs leading-4 tabular-nums',
                      name === 'waiting'
                        ? 'border-warning-line bg-warning-soft text-warning-text'
                        : 'border-line-strong bg-sunken text-muted',
                    )}
                  >
                    {count}
                  </span>
                ) : null}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

import { SearchX } from 'lucide-react';
import Link from 'next/link';
import { conversationPath } from '@/components/chat/paths';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { EmptyState } from '@/components/ui/empty-state';
import type { Id } from '@/lib/platform/ids';
import { visitorName } from './queue-words';

export interface FoundListProps {
  ids: readonly Id[];
  openId: Id | null;
  onClear: () => void;
}

/** What a search found, in place of the list. */
export function FoundList({ ids, openId, onClear }: FoundListProps) {
  return (
    <>
      <div className="flex items-center gap-2 border-line border-b px-3 py-1.5">
        <p role="status" className="flex-1 text-muted text-xs">
          {ids.length === 1 ? '1 conversation found' : `${ids.length} conversations found`}
        </p>
        <Button variant="ghost" size="sm" onClick={onClear}>
          Back to the list
        </Button>
      </div>
      {ids.length === 0 ? (
        <EmptyState
          icon={<SearchX />}
          title="Nothing found"
          text="Only the exact value is found, among conversations that were yours or that you opened."
        />
      ) : (
        <ul aria-label="Found" className="divide-y divide-line">
          {ids.map((id) => (
            <li key={id}>
              <Link
                href={conversationPath(id, 'closed')}
                prefetch={false}
                aria-current={id === openId ? 'page' : undefined}
                className={cn(
                  'block px-3 py-2.5 font-medium text-fg text-sm tabular-nums focus-visible:-outline-offset-2',
                  id === openId ? 'bg-accent-soft' : 'hover:bg-hover',
                )}
              >
                {visitorName(id)}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

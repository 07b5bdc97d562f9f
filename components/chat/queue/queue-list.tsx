'use client';

import { Inbox } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { useChat } from '@/components/chat/chat-context';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState } from '@/components/ui/error-state';
import { Skeleton } from '@/components/ui/skeleton';
import type { Id } from '@/lib/platform/ids';
import { DeleteBar } from './delete-bar';
import { QueueItem } from './queue-item';
import { EMPTY_WORDS, neighbour, QUEUE_LABELS } from './queue-words';
import type { Lists } from './use-lists';
import { focusRow } from './use-switch-keys';

export function QueueList({ lists, openId }: { lists: Lists; openId: Id | null }) {
  const { queue, rows, problem, hasMore, loadMore, reload } = lists;
  const { mayDelete } = useChat();
  const [loading, setLoading] = useState(false);
  const [selected, setSelected] = useState<ReadonlySet<Id>>(new Set());
  if (rows === null) {
    return problem ? (
      <ErrorState title="The list could not be loaded" text={problem.message} onRetry={reload} />
    ) : (
      <Loading />
    );
  }
  if (rows.length === 0) return <EmptyState icon={<Inbox />} {...EMPTY_WORDS[queue]} />;

  function press(event: KeyboardEvent) {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : null;
    const row = (event.target as HTMLElement).closest<HTMLElement>('[data-conversation]');
    if (step === null || event.altKey || !row) return;
    event.preventDefault();
    focusRow(
      neighbour(
        (rows ?? []).map(({ id }) => id),
        row.dataset.conversation ?? null,
        step,
      ),
    );
  }
  async function more() {
    setLoading(true);
    await loadMore();
    setLoading(false);
  }
  const isSelectable = mayDelete && queue === 'closed';
  const chosen = isSelectable ? rows.filter(({ id }) => selected.has(id)).map(({ id }) => id) : [];
  function select(id: Id, checked: boolean) {
    const next = new Set(selected);
    if (checked) next.add(id);
    else next.delete(id);
    setSelected(next);
  }
  return (
    <>
      {chosen.length > 0 ? <DeleteBar ids={chosen} onClear={() => setSelected(new Set())} /> : null}
      <ul aria-label={QUEUE_LABELS[queue]} onKeyDown={press} className="divide-y divide-line">
        {rows.map((row) => (
          <QueueItem
            key={row.id}
            row={row}
            queue={queue}
            isOpen={row.id === openId}
            selection={
              isSelectable
                ? { checked: selected.has(row.id), onChange: (checked) => select(row.id, checked) }
                : undefined
            }
          />
        ))}
      </ul>
      {hasMore ? (
        <div className="flex justify-center border-line border-t p-3">
          <Button size="sm" pending={loading} onClick={more}>
            Show more
          </Button>
        </div>
      ) : null}
    </>
  );
}

function Loading() {
  return (
    <div role="status" className="divide-y divide-line">
      <span className="sr-only">Loading</span>
      {[1, 2, 3, 4, 5].map((row) => (
        <div key={row} className="flex flex-col gap-2 px-3 py-3">
          <Skeleton className="w-1/2" />
          <Skeleton className="h-3 w-3/4" />
        </div>
      ))}
    </div>
  );
}

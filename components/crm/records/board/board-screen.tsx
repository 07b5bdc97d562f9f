'use client';

import { Columns3 } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState } from '@/components/ui/error-state';
import { Skeleton } from '@/components/ui/skeleton';
import type { Board } from '@/lib/crm/boards/get';
import type { Listed } from '@/lib/ways-in/http/answer-list';
import { ListEmpty } from '../list/list-empty';
import { ListKeys } from '../list/list-keys';
import { NarrowedFrame, type NarrowedProps } from '../list/narrowed-frame';
import { BoardChoices } from './board-choices';
import { BoardColumns } from './board-columns';
import { type BoardState, useBoardState } from './use-board-state';

export interface BoardScreenProps extends NarrowedProps {
  answer: Listed<Board>;
}

const KEYS = [
  ['j k', 'to the next card of the column, and back'],
  ['h l', 'to the column before, and the next one'],
  ['Space', 'pick the card up, and put it down'],
] as const;
const FIRST = '[data-card] [data-card-focus]';

/** A module's records in columns. Its state is in the address, as a list's is. */
export function BoardScreen({ me, answer, ...props }: BoardScreenProps) {
  const { module, fields, views, may } = props;
  const memoryKey = `${me}:${module.apiName}`;
  const list = useBoardState({ memoryKey, module: module.apiName, fields, views, answer });
  const by = list.page?.by ?? list.request.by;
  const sum = list.request.sum ?? null;
  return (
    <NarrowedFrame
      {...props}
      layout="board"
      kept={by ? { kind: 'board', by, sum } : undefined}
      list={list}
      lookups={list.page?.names.lookups ?? {}}
    >
      <BoardChoices fields={fields} by={by ?? null} sum={sum} onChange={list.change} />
      <BoardBody {...props} list={list} />
      <div>
        <ListKeys module={module} may={may} keys={KEYS} first={FIRST} />
      </div>
    </NarrowedFrame>
  );
}

function BoardBody({ list, module, fields, may }: Omit<BoardScreenProps, 'me' | 'answer'> & { list: BoardState }) {
  const { page, error, filters, hidden } = list;
  if (error) {
    return (
      <ErrorState
        title="This board cannot be shown"
        text={error.message}
        onRetry={list.retry}
        action={<Button onClick={() => clearAll(list)}>Start over</Button>}
      />
    );
  }
  if (!page) return <BoardSkeleton />;
  const by = fields.find(({ apiName }) => apiName === page.by);
  if (!by) {
    return (
      <EmptyState
        icon={<Columns3 />}
        title="No pick list makes columns here"
        text={`A board needs a pick list of at most 30 values. Those of ${module.plural.toLowerCase()} hold protected data, which no board tells, or there are none.`}
      />
    );
  }
  if (page.columns.every(({ count }) => count.records === 0)) {
    return (
      <ListEmpty
        module={module}
        narrowed={filters.length > 0 || hidden.active}
        creatable={may.create}
        importable={may.import}
        onClear={list.clear}
      />
    );
  }
  return (
    <BoardColumns
      // Another pick list is another board: nothing that was moved on the one before stands there.
      key={page.by}
      board={page}
      module={module}
      fields={fields}
      by={by}
      mayEdit={may.edit}
      loading={list.loading}
      filters={filters}
      search={hidden.query.search}
      onStale={list.retry}
    />
  );
}

function clearAll(list: BoardState) {
  list.clear();
  list.change({ by: null, sum: null, filters: null });
}

function BoardSkeleton() {
  return (
    <div aria-busy="true" className="flex gap-3 overflow-hidden">
      <p className="sr-only" role="status">
        Loading
      </p>
      {['a', 'b', 'c', 'd'].map((column) => (
        <div key={column} className="flex w-72 shrink-0 flex-col gap-2 rounded-md border border-line bg-sunken p-2">
          <Skeleton className="h-5 w-1/2" />
          <Skeleton className="h-20" />
          <Skeleton className="h-20" />
        </div>
      ))}
    </div>
  );
}

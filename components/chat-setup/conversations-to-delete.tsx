'use client';

import { MessageSquareX, Trash2 } from 'lucide-react';
import { useAction } from 'next-safe-action/hooks';
import { useState } from 'react';
import { toast } from 'sonner';
import { deleteListed, endListed } from '@/app/(app)/setup/chat/actions';
import { counted } from '@/components/compliance/counted';
import type { DataTableColumn } from '@/components/data-table/columns';
import { DataTable } from '@/components/data-table/data-table';
import { SelectionBar } from '@/components/data-table/selection-bar';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { EmptyState } from '@/components/ui/empty-state';
import { Pagination } from '@/components/ui/pagination';
import { Time } from '@/components/ui/time';
import type { ListedConversation } from '@/lib/chat/conversations/list-for-deletion';
import type { ErrorAnswer } from '@/lib/http/error-answer';
import { ConversationFilter, type Listed, listedHref } from './conversation-filter';

export interface ConversationsToDeleteProps extends Listed {
  conversations: ListedConversation[];
  /** Whether those that are going on may be ended here. */
  mayEnd: boolean;
  hasMore: boolean;
  /** These are not the newest. */
  isLater: boolean;
}

/** Conversations by ids, states and times, for whoever deletes them and reads none. */
export function ConversationsToDelete({ conversations, state, until, mayEnd, ...pages }: ConversationsToDeleteProps) {
  const [selected, setSelected] = useState<string[]>([]);
  const [asking, setAsking] = useState(false);
  const done = (words: string) => ({
    onSuccess: ({ data }: { data?: { count: number } }) => {
      setSelected([]);
      setAsking(false);
      toast.success(`${counted(data?.count ?? 0, 'conversation')} ${words}`);
    },
    onError: ({ error }: { error: { serverError?: ErrorAnswer } }) => {
      setAsking(false);
      toast.error(error.serverError?.message ?? 'The server did not answer. Nothing was lost; try again.');
    },
  });
  const remove = useAction(deleteListed, done('moved to the recycle bin'));
  const end = useAction(endListed, done('ended'));
  const isClosed = state === 'closed';
  const act = isClosed ? remove : end;
  const last = conversations.at(-1);
  return (
    <div className="flex flex-col gap-3">
      <p className="text-muted text-sm">
        Delete closed conversations without reading them. What was said and by whom is shown only to those who chat.
      </p>
      <ConversationFilter state={state} until={until} />
      {selected.length > 0 ? (
        <SelectionBar count={selected.length} onClear={() => setSelected([])}>
          <Button size="sm" onClick={() => setAsking(true)}>
            {isClosed ? <Trash2 aria-hidden="true" /> : <MessageSquareX aria-hidden="true" />}
            {isClosed ? 'Delete' : 'End'}
          </Button>
        </SelectionBar>
      ) : null}
      <DataTable
        label={isClosed ? 'Closed conversations' : 'Conversations going on'}
        columns={COLUMNS}
        rows={conversations}
        rowId={({ id }) => id}
        rowLabel={({ id }) => `conversation ${id}`}
        selected={selected}
        onSelect={isClosed || mayEnd ? setSelected : undefined}
        empty={
          <EmptyState
            icon={<Trash2 />}
            title="Nothing here"
            text={isClosed ? 'No conversation is closed in this time.' : 'No conversation is going on.'}
          />
        }
      />
      {pages.hasMore || pages.isLater ? (
        <Pagination
          previousHref={pages.isLater ? listedHref({ state, until }) : undefined}
          nextHref={pages.hasMore && last ? listedHref({ state, until }, last.id) : undefined}
        />
      ) : null}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`${isClosed ? 'Delete' : 'End'} ${counted(selected.length, 'conversation')}?`}
        description={
          isClosed
            ? 'They go to the recycle bin. After 90 days what was said, its files and its keys are gone for good.'
            : 'Visitor and operator can write no more in them. What was said stays.'
        }
        confirmLabel={isClosed ? 'Delete' : 'End'}
        pending={act.isPending}
        onConfirm={() => act.execute({ ids: selected })}
      />
    </div>
  );
}

const STATES = { waiting: 'Waiting', open: 'Open', missed: 'Missed', closed: 'Closed' };

const COLUMNS: readonly DataTableColumn<ListedConversation>[] = [
  { id: 'id', header: 'Conversation ID', cell: ({ id }) => id, width: 220, hideable: false },
  { id: 'visit', header: 'Visit ID', cell: ({ visitId }) => visitId, width: 220 },
  { id: 'state', header: 'State', cell: ({ status }) => STATES[status] },
  { id: 'brand', header: 'Widget', cell: ({ brand }) => brand ?? '' },
  { id: 'operator', header: 'Operator', cell: ({ operator }) => operator ?? '' },
  { id: 'started', header: 'Started', cell: ({ startedAt }) => <Time value={startedAt} /> },
  { id: 'closed', header: 'Closed', cell: ({ closedAt }) => (closedAt ? <Time value={closedAt} /> : '') },
];

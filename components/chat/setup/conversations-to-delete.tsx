'use client';

import { MessageSquareX, Trash2 } from 'lucide-react';
import type { DataTableColumn } from '@/components/data-table/columns';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { counted } from '@/components/ui/counted';
import { Time } from '@/components/ui/time';
import { useAction } from '@/components/ui/use-action';
import type { ListedConversation } from '@/lib/chat/conversations/list-for-deletion';
import { deleteListed, endListed } from './actions';
import { ConversationFilter, type Listed, listedHref } from './conversation-filter';
import { ConversationTable, idColumn, TIME_WIDTH, useChosen } from './conversation-table';

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
  const chosen = useChosen();
  const { selected, asking, ask, done } = chosen;
  const remove = useAction(deleteListed, done('moved to the recycle bin'));
  const end = useAction(endListed, done('ended'));
  const isClosed = state === 'closed';
  const act = isClosed ? remove : end;
  const last = conversations.at(-1);
  return (
    <div className="flex flex-col gap-3">
      <ConversationTable
        intro="Delete closed conversations without reading them. What was said and by whom is shown only to those who chat."
        filter={<ConversationFilter state={state} until={until} />}
        label={isClosed ? 'Closed conversations' : 'Conversations going on'}
        columns={COLUMNS}
        conversations={conversations}
        chosen={chosen}
        selectable={isClosed || mayEnd}
        acts={
          <Button size="sm" onClick={() => ask(true)}>
            {isClosed ? <Trash2 aria-hidden="true" /> : <MessageSquareX aria-hidden="true" />}
            {isClosed ? 'Delete' : 'End'}
          </Button>
        }
        empty={isClosed ? 'No conversation is closed in this time.' : 'No conversation is going on.'}
        previousHref={pages.isLater ? listedHref({ state, until }) : undefined}
        nextHref={pages.hasMore && last ? listedHref({ state, until }, last.id) : undefined}
      />
      <ConfirmDialog
        open={asking}
        onOpenChange={ask}
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
  idColumn('Started', ({ startedAt }) => startedAt),
  { id: 'state', header: 'State', cell: ({ status }) => STATES[status], width: 88 },
  {
    id: 'started',
    header: 'Started',
    cell: ({ startedAt }) => <Time value={startedAt} />,
    width: TIME_WIDTH,
    wideOnly: true,
  },
  {
    id: 'closed',
    header: 'Closed',
    cell: ({ closedAt }) => (closedAt ? <Time value={closedAt} /> : ''),
    width: TIME_WIDTH,
    wideOnly: true,
  },
  { id: 'visit', header: 'Visit ID', cell: ({ visitId }) => visitId, width: 196, wideOnly: true },
  { id: 'brand', header: 'Widget', cell: ({ brand }) => brand ?? '', wideOnly: true },
  { id: 'operator', header: 'Operator', cell: ({ operator }) => operator ?? '', wideOnly: true },
];

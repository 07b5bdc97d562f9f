'use client';

import { Trash2, Undo2 } from 'lucide-react';
import type { DataTableColumn } from '@/components/data-table/columns';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { counted } from '@/components/ui/counted';
import { Time } from '@/components/ui/time';
import { useAction } from '@/components/ui/use-action';
import type { DeletedConversation } from '@/lib/chat/conversations/list-deleted';
import { purgeDeleted, restoreDeleted } from './actions';
import { ConversationTable, idColumn, TIME_WIDTH, useChosen } from './conversation-table';

export interface ConversationBinProps {
  conversations: DeletedConversation[];
  /** There are older ones than these. */
  hasMore: boolean;
  /** These are not the newest. */
  isLater: boolean;
}

/** Deleted conversations by their ids: what was said in them is shown nowhere. */
export function ConversationBin({ conversations, hasMore, isLater }: ConversationBinProps) {
  const chosen = useChosen();
  const { selected, asking, ask, done } = chosen;
  const restore = useAction(restoreDeleted, done('restored'));
  const purge = useAction(purgeDeleted, done('deleted for good'));
  const last = conversations.at(-1);
  return (
    <div className="flex flex-col gap-3">
      <ConversationTable
        intro="Deleted conversations stay for 90 days. Then their messages, files and keys are deleted for good."
        label="Deleted conversations"
        columns={COLUMNS}
        conversations={conversations}
        chosen={chosen}
        acts={
          <>
            <Button size="sm" pending={restore.isPending} onClick={() => restore.execute({ ids: selected })}>
              <Undo2 aria-hidden="true" />
              Restore
            </Button>
            <Button size="sm" onClick={() => ask(true)}>
              <Trash2 aria-hidden="true" />
              Delete for good
            </Button>
          </>
        }
        empty="Closed conversations that somebody deletes stay here for 90 days and can be restored."
        previousHref={isLater ? '/setup/chat/recycle-bin' : undefined}
        nextHref={hasMore && last ? `/setup/chat/recycle-bin?before=${last.id}` : undefined}
      />
      <ConfirmDialog
        open={asking}
        onOpenChange={ask}
        title={`Delete ${counted(selected.length, 'conversation')} for good?`}
        description="Messages, files and keys go with them. This cannot be undone, and what is left of them anywhere opens no more."
        confirmLabel="Delete for good"
        confirmText="delete"
        pending={purge.isPending}
        onConfirm={() => purge.execute({ ids: selected })}
      />
    </div>
  );
}

const COLUMNS: readonly DataTableColumn<DeletedConversation>[] = [
  idColumn('Deleted', ({ deletedAt }) => deletedAt),
  { id: 'by', header: 'Deleted by', cell: ({ deletedBy }) => deletedBy ?? 'System', wideOnly: true },
  {
    id: 'at',
    header: 'Deleted',
    cell: ({ deletedAt }) => <Time value={deletedAt} />,
    width: TIME_WIDTH,
    wideOnly: true,
  },
  {
    id: 'started',
    header: 'Started',
    cell: ({ startedAt }) => <Time value={startedAt} />,
    width: TIME_WIDTH,
    wideOnly: true,
  },
  { id: 'visit', header: 'Visit ID', cell: ({ visitId }) => visitId, width: 196, wideOnly: true },
];

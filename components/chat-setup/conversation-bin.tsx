'use client';

import { Trash2, Undo2 } from 'lucide-react';
import { useAction } from 'next-safe-action/hooks';
import { useState } from 'react';
import { toast } from 'sonner';
import { purgeDeleted, restoreDeleted } from '@/app/(app)/setup/chat/actions';
import { counted } from '@/components/compliance/counted';
import type { DataTableColumn } from '@/components/data-table/columns';
import { DataTable } from '@/components/data-table/data-table';
import { SelectionBar } from '@/components/data-table/selection-bar';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { EmptyState } from '@/components/ui/empty-state';
import { Pagination } from '@/components/ui/pagination';
import { Time } from '@/components/ui/time';
import type { DeletedConversation } from '@/lib/chat/conversations/list-deleted';
import type { ErrorAnswer } from '@/lib/http/error-answer';

export interface ConversationBinProps {
  conversations: DeletedConversation[];
  /** There are older ones than these. */
  hasMore: boolean;
  /** These are not the newest. */
  isLater: boolean;
}

/** Deleted conversations by their ids: what was said in them is shown nowhere. */
export function ConversationBin({ conversations, hasMore, isLater }: ConversationBinProps) {
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
  const restore = useAction(restoreDeleted, done('restored'));
  const purge = useAction(purgeDeleted, done('deleted for good'));
  const last = conversations.at(-1);
  return (
    <div className="flex flex-col gap-3">
      <p className="text-muted text-sm">
        Deleted conversations stay for 90 days. Then their messages, files and keys are deleted for good.
      </p>
      {selected.length > 0 ? (
        <SelectionBar count={selected.length} onClear={() => setSelected([])}>
          <Button size="sm" pending={restore.isPending} onClick={() => restore.execute({ ids: selected })}>
            <Undo2 aria-hidden="true" />
            Restore
          </Button>
          <Button size="sm" onClick={() => setAsking(true)}>
            <Trash2 aria-hidden="true" />
            Delete for good
          </Button>
        </SelectionBar>
      ) : null}
      <DataTable
        label="Deleted conversations"
        columns={COLUMNS}
        rows={conversations}
        rowId={({ id }) => id}
        rowLabel={({ id }) => `conversation ${id}`}
        selected={selected}
        onSelect={setSelected}
        empty={
          <EmptyState
            icon={<Trash2 />}
            title="Nothing here"
            text="Closed conversations that somebody deletes stay here for 90 days and can be restored."
          />
        }
      />
      {hasMore || isLater ? (
        <Pagination
          previousHref={isLater ? '/setup/chat/recycle-bin' : undefined}
          nextHref={hasMore && last ? `/setup/chat/recycle-bin?before=${last.id}` : undefined}
        />
      ) : null}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
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
  { id: 'id', header: 'Conversation ID', cell: ({ id }) => id, width: 220, hideable: false },
  { id: 'visit', header: 'Visit ID', cell: ({ visitId }) => visitId, width: 220 },
  { id: 'started', header: 'Started', cell: ({ startedAt }) => <Time value={startedAt} /> },
  { id: 'by', header: 'Deleted by', cell: ({ deletedBy }) => deletedBy ?? 'System' },
  { id: 'at', header: 'Deleted', cell: ({ deletedAt }) => <Time value={deletedAt} /> },
];

'use client';

import { Trash2 } from 'lucide-react';
import { useAction } from 'next-safe-action/hooks';
import { useState } from 'react';
import { toast } from 'sonner';
import { SelectionBar } from '@/components/data-table/selection-bar';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import type { ListActs } from './acts';

export interface SelectionActsProps {
  module: { apiName: string; singular: string; plural: string };
  selected: readonly string[];
  deletable: boolean;
  acts: Pick<ListActs, 'deleteSelected' | 'restoreSelected'>;
  onClear: () => void;
  /** The list is to be asked for again. */
  onChanged: () => void;
}

/** As many as one act takes. */
const MOST = 500;

export function SelectionActs({ module, selected, deletable, acts, onClear, onChanged }: SelectionActsProps) {
  const [asking, setAsking] = useState(false);
  const words = `${selected.length.toLocaleString('en-US')} ${selected.length === 1 ? module.singular : module.plural}`;
  /** Called when nothing is selected any more, so this is gone: hooks of actions tell nothing by then. */
  async function bringBack(records: { module: string; ids: string[] }) {
    const answer = await acts.restoreSelected(records).catch(() => undefined);
    if (answer?.data) onChanged();
    else toast.error(answer?.serverError?.message ?? 'They could not be restored.');
  }
  const remove = useAction(acts.deleteSelected, {
    onSuccess: ({ input }) => {
      setAsking(false);
      onClear();
      onChanged();
      toast.success(`${words} moved to the recycle bin`, {
        action: { label: 'Undo', onClick: () => void bringBack(input) },
      });
    },
    onError: ({ error }) => {
      setAsking(false);
      toast.error(error.serverError?.message ?? 'They could not be deleted.');
    },
  });
  const tooMany = selected.length > MOST;
  return (
    <>
      <SelectionBar count={selected.length} onClear={onClear}>
        {deletable ? (
          <Button size="sm" disabled={tooMany} onClick={() => setAsking(true)}>
            <Trash2 aria-hidden="true" />
            Delete
          </Button>
        ) : null}
        {tooMany ? <span className="text-muted text-xs">Choose at most {MOST} at once.</span> : null}
      </SelectionBar>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Delete ${words}?`}
        description="They go to the recycle bin, where they can be restored for 60 days."
        confirmLabel="Delete"
        pending={remove.isPending}
        onConfirm={() => remove.execute({ module: module.apiName, ids: [...selected] })}
      />
    </>
  );
}

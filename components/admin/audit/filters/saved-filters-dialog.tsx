'use client';

import { useState } from 'react';
import { toast } from 'sonner';
import { sayError } from '@/components/admin/compliance/say-error';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog';
import { useAction } from '@/components/ui/use-action';
import type { SavedFilter } from '@/lib/admin/audit/filters/filters';
import { removeFilter } from './actions';
import { FilterRow } from './filter-row';

export interface SavedFiltersDialogProps {
  filters: readonly SavedFilter[];
  onClose: () => void;
}

/** One's saved filters, to be renamed and deleted. */
export function SavedFiltersDialog({ filters, onClose }: SavedFiltersDialogProps) {
  const [asking, setAsking] = useState<SavedFilter | null>(null);
  const remove = useAction(removeFilter, {
    onSuccess: () => {
      setAsking(null);
      toast.success('Filter deleted');
    },
    onError: sayError,
  });
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title="Saved filters" description="Only you have them.">
        <DialogBody>
          {filters.length === 0 ? (
            <p className="text-muted text-sm">You have no saved filter.</p>
          ) : (
            <ul className="flex flex-col gap-3">
              {filters.map((filter) => (
                <FilterRow key={filter.id} filter={filter} onDelete={() => setAsking(filter)} />
              ))}
            </ul>
          )}
          <ConfirmDialog
            open={asking !== null}
            onOpenChange={() => setAsking(null)}
            title={`Delete the filter “${asking?.name}”?`}
            description="What it finds stays in the audit log."
            confirmLabel="Delete"
            pending={remove.isPending}
            onConfirm={() => asking && remove.execute({ id: asking.id })}
          />
        </DialogBody>
        <DialogFooter>
          <Button onClick={onClose}>Close</Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}

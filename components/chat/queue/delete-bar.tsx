'use client';

import { Trash2, X } from 'lucide-react';
import { useState } from 'react';
import { useDelete } from '@/components/chat/use-delete';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import type { Id } from '@/lib/platform/ids';

/** What is done with several closed conversations at once. */
export function DeleteBar({ ids, onClear }: { ids: Id[]; onClear: () => void }) {
  const [asking, setAsking] = useState(false);
  const { remove, pending } = useDelete(() => {});
  const count = ids.length === 1 ? '1 conversation' : `${ids.length} conversations`;
  async function confirm() {
    const done = await remove(ids);
    setAsking(false);
    if (done) onClear();
  }
  return (
    <div className="sticky top-0 z-10 flex items-center gap-2 border-line border-b bg-raised px-3 py-1.5">
      <p role="status" className="flex-1 text-fg text-xs">
        {ids.length} selected
      </p>
      <Button size="sm" onClick={() => setAsking(true)}>
        <Trash2 aria-hidden="true" />
        Delete
      </Button>
      <Button variant="ghost" size="icon-sm" aria-label="Clear the selection" onClick={onClear}>
        <X aria-hidden="true" />
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Delete ${count}?`}
        description="They go to the recycle bin. After 90 days what was said, its files and its keys are gone for good."
        confirmLabel="Delete"
        pending={pending}
        onConfirm={() => void confirm()}
      />
    </div>
  );
}

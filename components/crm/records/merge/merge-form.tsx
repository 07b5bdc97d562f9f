'use client';

import { Combine } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import type { Compared } from '@/lib/crm/records/merge/compare';
import { MergeTable } from './merge-table';
import { useMerge } from './use-merge';

export interface MergeFormProps {
  compared: Compared;
  timeZone: string;
}

export function MergeForm({ compared, timeZone }: MergeFormProps) {
  const { keepId, keep, choices, choose, run, isPending } = useMerge(compared);
  const [asking, setAsking] = useState(false);
  const { columns } = compared;
  const fixed = columns.some(({ changeable }) => !changeable);
  const damaged = columns.some((one) => one.record.damaged);
  const others = columns.length - 1;
  return (
    <div className="flex flex-col gap-4">
      {fixed ? (
        <Callout tone="warning">One of these records belongs to somebody whose records you may only see.</Callout>
      ) : null}
      {damaged ? (
        <Callout tone="danger">
          The encrypted values of one of these records do not open, so it cannot be merged.
        </Callout>
      ) : null}
      <MergeTable
        compared={compared}
        timeZone={timeZone}
        keepId={keepId}
        onKeep={keep}
        choices={choices}
        onChoose={choose}
      />
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-muted text-sm">
          Where a hidden value is empty, one that is there comes in its place. Notes, attachments, conversations and
          lookups follow. The other{others === 1 ? ' goes' : 's go'} to the recycle bin, and the merge can be undone on
          the record that stays.
        </p>
        <Button variant="primary" disabled={fixed || damaged} pending={isPending} onClick={() => setAsking(true)}>
          <Combine aria-hidden="true" />
          Merge
        </Button>
      </div>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Merge ${columns.length} records into one?`}
        description="What you did not choose is no longer shown. Undo brings everything back."
        confirmLabel="Merge"
        tone="primary"
        onConfirm={() => {
          setAsking(false);
          run();
        }}
      />
    </div>
  );
}

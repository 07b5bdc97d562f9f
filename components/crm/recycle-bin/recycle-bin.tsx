'use client';

import { Trash2, Undo2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { toast } from 'sonner';
import { SelectionBar } from '@/components/data-table/selection-bar';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Pagination } from '@/components/ui/pagination';
import { Select } from '@/components/ui/select';
import { useAction } from '@/components/ui/use-action';
import type { DeletedPage } from '@/lib/crm/records/list-deleted';
import type { ErrorAnswer } from '@/lib/ways-in/http/error-answer';
import { purge, restore } from './actions';
import { DeletedTable } from './deleted-table';

export interface RecycleBinProps {
  bins: readonly { apiName: string; plural: string }[];
  module: { apiName: string; plural: string };
  page: DeletedPage;
}

/** What was deleted in one module. The address says which, and where one is. */
export function RecycleBin({ bins, module, page }: RecycleBinProps) {
  const router = useRouter();
  const [selected, setSelected] = useState<string[]>([]);
  const [asking, setAsking] = useState(false);
  const done = (words: string) => ({
    onSuccess: ({ data }: { data?: { count: number } }) => {
      setSelected([]);
      setAsking(false);
      toast.success(`${data?.count ?? 0} ${words}`);
    },
    onError: ({ error }: { error: { serverError?: ErrorAnswer } }) => {
      setAsking(false);
      toast.error(error.serverError?.message ?? 'It could not be done.');
    },
  });
  const restoring = useAction(restore, done('restored'));
  const purging = useAction(purge, done('deleted for good'));
  const ids = { module: module.apiName, ids: selected };
  const changeable = page.records.filter((record) => selected.includes(record.id)).every((one) => one.changeable);
  const base = `/setup/recycle-bin?module=${module.apiName}`;
  return (
    <div className="flex flex-col gap-3">
      <div className="flex items-center gap-2 text-sm">
        <label htmlFor="bin-module">Module</label>
        <Select
          id="bin-module"
          className="w-56"
          value={module.apiName}
          options={bins.map(({ apiName, plural }) => ({ value: apiName, label: plural }))}
          onChange={(event) => {
            setSelected([]);
            router.push(`/setup/recycle-bin?module=${event.currentTarget.value}`);
          }}
        />
      </div>
      {selected.length > 0 ? (
        <SelectionBar count={selected.length} onClear={() => setSelected([])}>
          <Button size="sm" disabled={!changeable} pending={restoring.isPending} onClick={() => restoring.execute(ids)}>
            <Undo2 aria-hidden="true" />
            Restore
          </Button>
          <Button size="sm" disabled={!changeable} onClick={() => setAsking(true)}>
            <Trash2 aria-hidden="true" />
            Delete for good
          </Button>
          {changeable ? null : <span className="text-muted text-xs">Some of these you may see but not change.</span>}
        </SelectionBar>
      ) : null}
      <DeletedTable plural={module.plural} records={page.records} selected={selected} onSelect={setSelected} />
      {page.records.length > 0 ? (
        <Pagination
          previousHref={page.previous ? `${base}&before=${page.previous}` : undefined}
          nextHref={page.next ? `${base}&after=${page.next}` : undefined}
        />
      ) : null}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Delete ${selected.length} ${selected.length === 1 ? 'record' : 'records'} for good?`}
        description="Their notes and attachments go with them. This cannot be undone."
        confirmLabel="Delete for good"
        pending={purging.isPending}
        onConfirm={() => purging.execute(ids)}
      />
    </div>
  );
}

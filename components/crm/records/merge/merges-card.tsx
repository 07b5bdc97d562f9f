'use client';

import { Undo2 } from 'lucide-react';
import { toast } from 'sonner';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Time } from '@/components/ui/time';
import { useAction } from '@/components/ui/use-action';
import type { MergeOfRecord } from '@/lib/crm/records/merge/merges-of';
import { undoMerging } from './actions';

export interface MergesCardProps {
  module: string;
  merges: readonly MergeOfRecord[];
  /** Whether the asker may undo them. */
  changeable: boolean;
}

/** The merges that the record came out of; each can be undone while the others are in the recycle bin. */
export function MergesCard({ module, merges, changeable }: MergesCardProps) {
  const undo = useAction(undoMerging, {
    onSuccess: () => toast.success('The merge was undone'),
    onError: ({ error }) => toast.error(error.serverError?.message ?? 'The merge could not be undone.'),
  });
  return (
    <Card id="merges" title="Merged">
      <ul className="flex flex-col gap-2">
        {merges.map(({ id, at, by, merged }) => (
          <li key={id} className="flex items-center justify-between gap-3 text-sm">
            <span className="text-muted">
              {merged === 1 ? 'One other record' : `${merged} other records`}, by {by}, <Time value={at} />
            </span>
            {changeable ? (
              <Button size="sm" pending={undo.isPending} onClick={() => undo.execute({ module, mergeId: id })}>
                <Undo2 aria-hidden="true" />
                Undo merge
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}

'use client';

import { toast } from 'sonner';
import { ActionError } from '@/components/ui/action-error';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { useAction } from '@/components/ui/use-action';
import type { ForeignDto } from '@/lib/people/approvals/queries';
import { remove } from './actions';

/** What was put among what waits by SQL: nothing that it says is shown, and it can only be taken away. */
export function ForeignApproval({ foreign: { id, mayRemove } }: { foreign: ForeignDto }) {
  const removeIt = useAction(remove, { onSuccess: () => toast.success('Removed') });
  return (
    <div className="flex flex-col gap-2">
      <ActionError of={removeIt} />
      <Callout
        tone="danger"
        id={`approval-${id}`}
        title="Invalid: written outside Careledger"
        action={
          mayRemove ? (
            <Button size="sm" pending={removeIt.isPending} onClick={() => removeIt.execute({ id })}>
              Remove
            </Button>
          ) : undefined
        }
      >
        Somebody wrote this into the database among what waits (id {id}). It has no effect and cannot be confirmed; who
        asked and for what cannot be told. Officers were told. Find out who can write to the database.
      </Callout>
    </div>
  );
}

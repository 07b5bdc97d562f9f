'use client';

import { toast } from 'sonner';
import { ActionError } from '@/components/ui/action-error';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { DescriptionList } from '@/components/ui/description-list';
import { Time } from '@/components/ui/time';
import { useAction } from '@/components/ui/use-action';
import type { WaitingDto } from '@/lib/people/approvals/queries';
import { confirm, stop } from './actions';

/** One act that waits, with what confirming and stopping it do. */
export function WaitingApproval({ approval }: { approval: WaitingDto }) {
  const { id, words, askedBy, askedAt, endsAt, confirming, stopping, couldConfirm, hindrance } = approval;
  const confirmIt = useAction(confirm, { onSuccess: () => toast.success('Confirmed') });
  const stopIt = useAction(stop, { onSuccess: () => toast.success('Stopped') });
  const isBusy = confirmIt.isPending || stopIt.isPending;
  return (
    <Card
      id={`approval-${id}`}
      title={words}
      footer={
        approval.mayConfirm || approval.mayStop ? (
          <div className="flex flex-wrap gap-2">
            {approval.mayConfirm ? (
              <Button
                variant="primary"
                pending={confirmIt.isPending}
                disabled={isBusy}
                onClick={() => confirmIt.execute({ id })}
              >
                Confirm
              </Button>
            ) : null}
            {approval.mayStop ? (
              <Button pending={stopIt.isPending} disabled={isBusy} onClick={() => stopIt.execute({ id })}>
                Stop
              </Button>
            ) : null}
          </div>
        ) : undefined
      }
    >
      <div className="flex flex-col gap-3">
        <ActionError of={confirmIt} />
        <ActionError of={stopIt} />
        <DescriptionList
          columns={2}
          items={[
            { term: 'Done by', value: askedBy },
            { term: 'When', value: <Time value={askedAt} /> },
            { term: 'Who can confirm', value: couldConfirm.length > 0 ? couldConfirm.join(', ') : 'Nobody at present' },
            { term: 'By itself', value: endsAt ? <Time value={endsAt} /> : 'Never: it waits for a person' },
            { term: 'Confirming', value: confirming },
            { term: 'Stopping', value: stopping },
          ]}
        />
        {hindrance ? <Callout tone="info">{hindrance}</Callout> : null}
      </div>
    </Card>
  );
}

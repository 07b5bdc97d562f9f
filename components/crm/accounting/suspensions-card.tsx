'use client';

import { useState } from 'react';
import { toast } from 'sonner';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { ConfirmAct } from '@/components/ui/confirm-act';
import { Time } from '@/components/ui/time';
import type { Accounting } from '@/lib/crm/accounting/accounting';
import { resume } from './actions';
import { SuspendDialog, type SuspendDialogProps } from './suspend-dialog';

interface SuspensionsCardProps extends Omit<SuspendDialogProps, 'onClose'> {
  suspensions: Accounting['suspensions'];
  maySuspend: boolean;
}

/** For how long agencies want the patient not told, and by what statement. */
export function SuspensionsCard({ suspensions, maySuspend, ...about }: SuspensionsCardProps) {
  const [asking, setAsking] = useState(false);
  const [ending, setEnding] = useState<Accounting['suspensions'][number] | null>(null);
  return (
    <Card
      id="suspensions"
      title="Suspensions"
      description="A health oversight agency or a law enforcement official may ask that the patient is not told of disclosures to it (45 CFR 164.528(a)(2))."
      actions={
        maySuspend ? (
          <Button size="sm" onClick={() => setAsking(true)}>
            Suspend for an agency…
          </Button>
        ) : null
      }
    >
      {suspensions.length === 0 ? <p className="text-muted text-sm">No agency has asked for one.</p> : null}
      <ul className="flex flex-col gap-3">
        {suspensions.map((one) => (
          <li key={one.id} className="flex flex-wrap items-center justify-between gap-3 text-sm">
            <div className="min-w-0">
              <p className="flex flex-wrap items-center gap-2 text-fg">
                {one.agency}
                <Badge tone={one.inForce ? 'warning' : 'neutral'}>{one.inForce ? 'In force' : 'Over'}</Badge>
              </p>
              <p className="text-subtle text-xs">
                {one.statement === 'oral' ? 'Oral' : 'Written'} statement, <Time value={one.startsOn} format="date" />{' '}
                to <Time value={one.endsOn} format="date" />, entered by {one.by}
                {one.endedAt ? (
                  <>
                    , ended <Time value={one.endedAt} />
                  </>
                ) : null}
              </p>
            </div>
            {maySuspend && one.inForce ? (
              <Button size="sm" aria-label={`End the suspension for ${one.agency}`} onClick={() => setEnding(one)}>
                End now
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {asking ? <SuspendDialog {...about} onClose={() => setAsking(false)} /> : null}
      {ending ? (
        <ConfirmAct
          act={resume}
          input={{ ...about.reference, suspensionId: ending.id }}
          title="End the suspension?"
          description={`From now on the patient’s copy lists what was disclosed to ${ending.agency}, also while it was suspended.`}
          confirmLabel="End suspension"
          tone="danger"
          onClose={() => setEnding(null)}
          onDone={() => {
            setEnding(null);
            toast.success('The suspension was ended');
          }}
        />
      ) : null}
    </Card>
  );
}

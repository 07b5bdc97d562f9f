'use client';

import { useState } from 'react';
import { toast } from 'sonner';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { ConfirmAct } from '@/components/ui/confirm-act';
import { Time } from '@/components/ui/time';
import type { HoldDto } from '@/lib/admin/audit/retention/queries';
import { endHold } from './actions';
import { HoldDialog } from './hold-dialog';
import { heldInWords } from './hold-words';

/** What no term lets expire, and why. */
export function HoldsCard({ holds }: { holds: readonly HoldDto[] }) {
  const [adding, setAdding] = useState(false);
  const [ending, setEnding] = useState<HoldDto | null>(null);
  return (
    <Card
      id="holds"
      title="Legal holds"
      description="While a hold is in force, nothing that it covers expires, whatever its term. Lists and exports name no record: hold the whole log for them."
      actions={
        <Button size="sm" onClick={() => setAdding(true)}>
          Add a hold…
        </Button>
      }
    >
      {holds.length === 0 ? <p className="text-muted text-sm">Nothing is held.</p> : null}
      <ul aria-label="Legal holds" className="flex flex-col gap-3">
        {holds.map((hold) => (
          <HoldLine key={hold.id} hold={hold} onEnd={() => setEnding(hold)} />
        ))}
      </ul>
      {adding ? <HoldDialog onClose={() => setAdding(false)} /> : null}
      {ending ? (
        <ConfirmAct
          act={endHold}
          input={{ holdId: ending.id }}
          title="Lift the hold?"
          description={`${heldInWords(ending)} will expire with their terms, from a day after the lifting on.`}
          confirmLabel="Lift hold"
          tone="danger"
          onClose={() => setEnding(null)}
          onDone={({ waits }) => {
            setEnding(null);
            toast.success(waits ? 'Asked: a second person has to confirm it' : 'The hold was lifted');
          }}
        />
      ) : null}
    </Card>
  );
}

function HoldLine({ hold, onEnd }: { hold: HoldDto; onEnd: () => void }) {
  const { by, setAt, liftedAt, liftedBy, reason, waits, isKept } = hold;
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 text-sm">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-2 break-all text-fg">
          {heldInWords(hold)}
          <State hold={hold} />
        </p>
        <p className="text-fg">{reason ?? 'The reason does not open: it was changed outside Careledger.'}</p>
        <p className="text-subtle text-xs">
          Set by {by}, <Time value={setAt} />
          {liftedAt ? (
            <>
              ; lifted by {liftedBy}, <Time value={liftedAt} />
            </>
          ) : null}
        </p>
      </div>
      {liftedAt === null && isKept && !waits ? (
        <Button size="sm" aria-label={`Lift the hold of ${heldInWords(hold)}`} onClick={onEnd}>
          Lift…
        </Button>
      ) : null}
    </li>
  );
}

function State({ hold: { isKept, liftedAt, waits } }: { hold: HoldDto }) {
  if (!isKept) return <Badge tone="danger">Changed outside Careledger</Badge>;
  if (liftedAt) return <Badge tone="neutral">Lifted</Badge>;
  return waits ? <Badge tone="warning">Lifting waits for approval</Badge> : <Badge tone="warning">In force</Badge>;
}

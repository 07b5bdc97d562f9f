'use client';

import { useState } from 'react';
import { toast } from 'sonner';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { ConfirmAct } from '@/components/ui/confirm-act';
import { Time } from '@/components/ui/time';
import type { AccountingLink } from '@/lib/crm/accounting/giving/links';
import { takeBack } from './actions';
import { GiveDialog, type GiveDialogProps } from './give-dialog';

interface LinksCardProps extends Omit<GiveDialogProps, 'onClose'> {
  links: readonly AccountingLink[];
}

const STATES = {
  ready: 'Not opened yet',
  opened: 'Opened',
  revoked: 'Taken back',
  burnt: 'Ended: wrong secrets',
  expired: 'Expired',
};

/** To give the patient's copy to the person a record is about, and what became of it. */
export function LinksCard({ links, ...about }: LinksCardProps) {
  const [isGiving, setGiving] = useState(false);
  const [ending, setEnding] = useState<AccountingLink | null>(null);
  return (
    <Card
      id="given"
      title="Given to the patient"
      description="By a link that opens the patient’s copy once, with a secret that goes another way."
      actions={
        <Button size="sm" onClick={() => setGiving(true)}>
          Give to the patient…
        </Button>
      }
    >
      {links.length === 0 ? <p className="text-muted text-sm">It was given by no link yet.</p> : null}
      <ul className="flex flex-col gap-3">
        {links.map((link) => (
          <li key={link.id} className="flex flex-wrap items-center justify-between gap-3 text-sm">
            <div className="min-w-0">
              <p className="flex flex-wrap items-center gap-2 text-fg">
                {link.from} to {link.to}
                <Badge tone={link.state === 'ready' ? 'accent' : 'neutral'}>{STATES[link.state]}</Badge>
              </p>
              <p className="text-subtle text-xs">
                Made <Time value={link.createdAt} /> by {link.by}
                {link.openedAt ? (
                  <>
                    , opened <Time value={link.openedAt} />
                  </>
                ) : null}
                {link.state === 'ready' ? (
                  <>
                    , opens until <Time value={link.expiresAt} />
                  </>
                ) : null}
              </p>
            </div>
            {link.state === 'ready' ? (
              <Button
                size="sm"
                aria-label={`Take back the link of ${link.from} to ${link.to}`}
                onClick={() => setEnding(link)}
              >
                Take back
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {isGiving ? <GiveDialog {...about} onClose={() => setGiving(false)} /> : null}
      {ending ? (
        <ConfirmAct
          act={takeBack}
          input={{ ...about.reference, linkId: ending.id }}
          title="Take the link back?"
          description="It opens nothing any more. Another can be made."
          confirmLabel="Take back"
          tone="danger"
          onClose={() => setEnding(null)}
          onDone={() => {
            setEnding(null);
            toast.success('The link was taken back');
          }}
        />
      ) : null}
    </Card>
  );
}

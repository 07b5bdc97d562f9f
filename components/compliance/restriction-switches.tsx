'use client';

import { useAction } from 'next-safe-action/hooks';
import { useState } from 'react';
import { toast } from 'sonner';
import { Card } from '@/components/ui/card';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Switch } from '@/components/ui/switch';
import type { RestrictionSwitch } from '@/lib/settings/compliance/data-flow';
import type { ComplianceActs } from './acts';
import { counted } from './counted';
import { sayError } from './say-error';

export interface RestrictionSwitchesProps {
  switches: readonly RestrictionSwitch[];
  /** Marked fields of all modules: what a door that opens would let out. */
  markedFields: number;
  mayManage: boolean;
  setRestriction: ComplianceActs['setRestriction'];
}

/** The four doors. Closing one is done at once; opening one asks first when there is something to let out. */
export function RestrictionSwitches({ switches, markedFields, mayManage, setRestriction }: RestrictionSwitchesProps) {
  const [opening, setOpening] = useState<RestrictionSwitch | null>(null);
  const save = useAction(setRestriction, {
    onSuccess: ({ input }) => {
      setOpening(null);
      toast.success(input.restricted ? 'Restricted, from the next request on.' : 'No longer restricted.');
    },
    onError: sayError,
  });
  const pending = save.isPending ? save.input : undefined;

  function turn(door: RestrictionSwitch, restricted: boolean) {
    if (restricted || markedFields === 0) save.execute({ door: door.door, restricted });
    else setOpening(door);
  }

  return (
    <Card
      id="handling"
      title="Personal Health Data Handling"
      description="For the whole organisation, whatever a person’s rights. In force from the next request on."
      flush
    >
      <ul className="divide-y divide-line">
        {switches.map((door) => (
          <li key={door.door} className="px-4 py-3">
            <Switch
              side="end"
              label={door.label}
              description={door.whenOn}
              checked={pending?.door === door.door ? pending.restricted : door.restricted}
              disabled={!mayManage}
              onCheckedChange={(restricted) => turn(door, restricted)}
            />
          </li>
        ))}
      </ul>
      <ConfirmDialog
        open={opening !== null}
        onOpenChange={(open) => open || setOpening(null)}
        title="Let personal health data leave?"
        description={`${opening?.whenOff ?? ''} This concerns ${counted(markedFields, 'marked field')}.`}
        confirmLabel="Stop restricting"
        pending={save.isPending}
        onConfirm={() => opening && save.execute({ door: opening.door, restricted: false })}
      />
    </Card>
  );
}

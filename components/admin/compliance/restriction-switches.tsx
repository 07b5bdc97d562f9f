'use client';

import { useState } from 'react';
import { toast } from 'sonner';
import { Card } from '@/components/ui/card';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { counted } from '@/components/ui/counted';
import { Switch } from '@/components/ui/switch';
import { useAction } from '@/components/ui/use-action';
import type { RestrictionSwitch } from '@/lib/admin/settings/compliance/data-flow';
import type { HoldInfo } from '@/lib/admin/settings/compliance/hold-info';
import type { RestrictionPreview } from '@/lib/admin/settings/compliance/preview-restriction';
import type { ConnectionDto } from '@/lib/apps/connections/queries';
import { previewRestriction, setRestriction } from './actions';
import { startedBy, stoppedBy } from './app-lines';
import { clientLine } from './client-line';
import { untilInWords } from './hold-words';
import { sayError } from './say-error';

interface Closing extends RestrictionPreview {
  door: RestrictionSwitch['door'];
}

export interface RestrictionSwitchesProps {
  switches: readonly RestrictionSwitch[];
  /** Marked fields of all modules: what a door that opens would let out. */
  markedFields: number;
  mayManage: boolean;
  hold: HoldInfo;
  /** What would flow less, or more, through the doors to apps. */
  connections: readonly ConnectionDto[];
}

/**
 * The four doors. Closing one is done at once unless somebody used it lately; opening one asks first when there is
 * something to let out.
 */
export function RestrictionSwitches(props: RestrictionSwitchesProps) {
  const { switches, markedFields, mayManage, hold, connections } = props;
  const [opening, setOpening] = useState<RestrictionSwitch | null>(null);
  const [closing, setClosing] = useState<Closing | null>(null);
  const save = useAction(setRestriction, {
    onSuccess: ({ input }) => {
      setOpening(null);
      setClosing(null);
      toast.success(input.restricted ? 'Restricted, from the next request on.' : openingInWords(hold));
    },
    onError: sayError,
  });
  const look = useAction(previewRestriction, {
    onSuccess: ({ data, input }) => {
      const door = { ...data, door: input.door };
      if (closingLines(door, connections).length === 0) save.execute({ ...input, restricted: true });
      else setClosing(door);
    },
    onError: sayError,
  });
  const pending = save.isPending ? save.input : undefined;
  const closingDoor = closing?.door ?? (look.isPending ? look.input.door : undefined);

  function turn(door: RestrictionSwitch, restricted: boolean) {
    if (markedFields === 0) save.execute({ door: door.door, restricted });
    else if (restricted) look.execute({ door: door.door });
    else setOpening(door);
  }

  return (
    <Card
      id="handling"
      title="Personal Health Data Handling"
      description="For the whole organisation, whatever a person’s rights. A door that you close is closed from the next request on."
      flush
    >
      <ul className="divide-y divide-line">
        {switches.map((door) => (
          <li key={door.door} className="px-4 py-3">
            <Switch
              side="end"
              label={door.label}
              description={
                door.opening ? 'Switched off, and closed until that is confirmed or its time has come.' : door.whenOn
              }
              checked={pending?.door === door.door ? pending.restricted : door.door === closingDoor || door.restricted}
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
        description={`${opening?.whenOff ?? ''} This concerns ${counted(markedFields, 'marked field')}. ${openingInWords(hold)}`}
        confirmLabel="Stop restricting"
        pending={save.isPending}
        onConfirm={() => opening && save.execute({ door: opening.door, restricted: false })}
      >
        <Lines lines={opening ? startedBy(connections, opening.door) : []} />
      </ConfirmDialog>
      <ConfirmDialog
        open={closing !== null}
        onOpenChange={(open) => open || setClosing(null)}
        title="Close this door?"
        description="Marked values leave here no more, from the next request on. What it concerns:"
        confirmLabel="Restrict"
        tone="primary"
        pending={save.isPending}
        onConfirm={() => closing && save.execute({ door: closing.door, restricted: true })}
      >
        <Lines lines={closing ? closingLines(closing, connections) : []} />
      </ConfirmDialog>
    </Card>
  );
}

const openingInWords = (hold: HoldInfo): string =>
  hold.hours === 0 ? 'No longer restricted.' : `The door stays closed ${untilInWords(hold)}.`;

/** Whom closing a door concerns, by what went through it. */
const closingLines = ({ clients, exports, door }: Closing, connections: readonly ConnectionDto[]): string[] => [
  ...clients.map(clientLine),
  ...stoppedBy(connections, door),
  ...(exports > 0 ? [`${counted(exports, 'export')} held marked fields in the last 30 days.`] : []),
];

function Lines({ lines }: { lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <ul className="flex list-disc flex-col gap-1 pl-5 text-fg text-sm">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

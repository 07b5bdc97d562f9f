'use client';

import { Eye, Lock, LockOpen } from 'lucide-react';
import { useState } from 'react';
import { FieldDisplay } from '@/components/fields/field-display';
import { MaskedDisplay } from '@/components/fields/masked-display';
import { UnopenedDisplay } from '@/components/fields/unopened-display';
import { Button } from '@/components/ui/button';
import { Time } from '@/components/ui/time';
import type { FieldDefinition } from '@/lib/crm/modules/definition';
import type { LastReveal } from '@/lib/crm/records/last-reveals';
import type { RecordNames } from '@/lib/crm/records/names';
import { isUnopened } from '@/lib/crm/records/unopened';
import type { Id } from '@/lib/platform/ids';
import { RevealDialog } from './reveal-dialog';
import { SHOWN_SECONDS, useRevealed } from './use-revealed';

export interface HealthTabProps {
  module: string;
  recordId: Id;
  /** The marked fields. */
  fields: readonly FieldDefinition[];
  reveals: Record<string, LastReveal>;
  /** Labels of the doors that a switch closes to marked values. */
  closedDoors: readonly string[];
  names: RecordNames;
  timeZone: string;
  mayReveal: boolean;
  /** Why not, in words. */
  refusal: string;
  /** The encrypted values do not open. */
  damaged: boolean;
}

/** Each marked field, masked. A value is fetched when it is revealed, shown for a minute, and forgotten. */
export function HealthTab(props: HealthTabProps) {
  const { fields, closedDoors, mayReveal, refusal, damaged, module, recordId } = props;
  const openable = fields.filter((field) => !isUnopened({ damaged }, field));
  const revealed = useRevealed();
  const [asked, setAsked] = useState<readonly FieldDefinition[]>([]);
  return (
    <>
      <div className="mb-2 flex flex-wrap items-center justify-between gap-2 text-subtle text-xs">
        <span>
          {closedDoors.length > 0 ? `Withheld from: ${closedDoors.join(', ')}` : 'No door is closed to these values'}
        </span>
        {mayReveal && openable.length > 1 ? (
          <Button variant="secondary" size="sm" onClick={() => setAsked(openable)}>
            Reveal all
          </Button>
        ) : null}
      </div>
      <ul className="divide-y divide-line rounded-sm border border-line">
        {fields.map((field) => (
          <HealthField
            key={field.id}
            field={field}
            shown={revealed.shown[field.apiName]}
            {...props}
            onAsk={() => setAsked([field])}
            onHide={() => revealed.hide(field.apiName)}
          />
        ))}
      </ul>
      <p aria-live="polite" className="mt-2 text-subtle text-xs">
        {Object.keys(revealed.shown).length > 0
          ? `Revealed values are hidden again after ${SHOWN_SECONDS} seconds.`
          : mayReveal
            ? 'Each reveal asks for a purpose and is recorded in the audit log.'
            : refusal}
      </p>
      {asked.length > 0 ? (
        <RevealDialog
          module={module}
          recordId={recordId}
          fields={asked}
          onClose={() => setAsked([])}
          onRevealed={(values) => {
            revealed.show(
              asked.map((field) => field.apiName),
              values,
            );
            setAsked([]);
          }}
        />
      ) : null}
    </>
  );
}

interface HealthFieldProps extends HealthTabProps {
  field: FieldDefinition;
  shown: ReturnType<typeof useRevealed>['shown'][string] | undefined;
  onAsk: () => void;
  onHide: () => void;
}

function HealthField({ field, shown, reveals, names, timeZone, mayReveal, damaged, onAsk, onHide }: HealthFieldProps) {
  const unopened = isUnopened({ damaged }, field);
  const last = reveals[field.apiName];
  const Seal = field.sealed ? Lock : LockOpen;
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 gap-y-0.5 px-3 py-2">
      <div className="min-w-0">
        <p className="flex items-center gap-1.5 text-muted text-xs">
          <Seal aria-hidden="true" className="size-3.5 shrink-0" />
          <span className="text-fg">{field.label}</span>
          <span>· {field.sealed ? 'Encrypted' : 'Not encrypted'}</span>
        </p>
        <div className="mt-0.5 text-sm">
          {unopened ? (
            <UnopenedDisplay />
          ) : shown ? (
            <FieldDisplay
              field={field}
              value={shown.value}
              timeZone={timeZone}
              lookups={names.lookups}
              users={names.users}
            />
          ) : (
            <MaskedDisplay field={field} />
          )}
        </div>
        <p className="text-subtle text-xs">
          {shown ? (
            'Revealed just now'
          ) : last ? (
            <>
              Last revealed <Time value={last.at} format="relative" /> by {last.actorName}
            </>
          ) : (
            'Never revealed here'
          )}
        </p>
      </div>
      {!mayReveal || unopened ? null : shown ? (
        <Button variant="ghost" size="sm" aria-label={`Hide ${field.label}`} onClick={onHide}>
          Hide
        </Button>
      ) : (
        <Button variant="secondary" size="sm" aria-label={`Reveal ${field.label}`} onClick={onAsk}>
          <Eye aria-hidden="true" />
          Reveal
        </Button>
      )}
    </li>
  );
}

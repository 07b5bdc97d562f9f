'use client';

import Link from 'next/link';
import { toast } from 'sonner';
import { Card } from '@/components/ui/card';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { Time } from '@/components/ui/time';
import { useAction } from '@/components/ui/use-action';
import type { ComplianceOverview } from '@/lib/admin/settings/compliance/queries';
import type { SetHoldHours } from '@/lib/admin/settings/compliance/schemas';
import { HOLD_HOURS } from '@/lib/protection/compliance/doors';
import { setHoldHours } from './actions';
import { hoursInWords, untilInWords } from './hold-words';
import { sayError } from './say-error';

export interface HoldCardProps {
  overview: Pick<ComplianceOverview, 'hold' | 'waiting' | 'mayManage'>;
}

/** What was taken away and is protected still, who can confirm it, and after how long it ends by itself. */
export function HoldCard({ overview }: HoldCardProps) {
  const { hold, waiting, mayManage } = overview;
  const save = useAction(setHoldHours, {
    onSuccess: ({ input }) =>
      toast.success(input.hours < hold.hours ? 'Shorter when that is confirmed, or in time.' : 'Saved.'),
    onError: sayError,
  });
  return (
    <Card
      id="hold"
      title="Taking protection away"
      description={
        hold.hours === 0
          ? 'What you unmark, deselect or open is unprotected at once: no delay is set.'
          : `What you unmark, deselect or open stays protected ${untilInWords(hold)}. Any compliance officer can stop it.`
      }
    >
      <div className="flex flex-col gap-4">
        {waiting.length > 0 ? (
          <ul aria-label="Protected still" className="flex flex-col gap-2">
            {waiting.map(({ id, words, endsAt, fields, doors, couldConfirm }) => (
              <li key={id} className="rounded-sm border border-phi-line bg-phi-soft px-3 py-2 text-sm">
                <p className="font-medium text-fg">{words}</p>
                {fields.map(({ module, labels }) => (
                  <p key={module} className="text-fg">
                    Masked and withheld still: {module}: {labels.join(', ')}
                  </p>
                ))}
                {doors.length > 0 ? <p className="text-fg">Closed still: {doors.join(', ')}</p> : null}
                <p className="text-muted">
                  Protected until that is confirmed, or <Time value={endsAt} />.{' '}
                  {couldConfirm.length > 0
                    ? `${couldConfirm.join(', ')} can confirm it.`
                    : 'Nobody can confirm it now.'}{' '}
                  Whoever asked for it and any compliance officer can stop it.{' '}
                  <Link href={`/setup/approvals#approval-${id}`} className="text-accent-text underline">
                    Approvals
                  </Link>
                </p>
              </li>
            ))}
          </ul>
        ) : null}
        <Field
          label="Delay when nobody confirms"
          hint="A shorter delay waits itself for a confirmation, or for the delay so far."
          className="max-w-xs"
        >
          <Select
            value={String(save.isPending ? save.input.hours : hold.hours)}
            disabled={!mayManage || save.isPending}
            options={HOLD_HOURS.map((hours) => ({
              value: String(hours),
              label: hours === 0 ? 'No delay' : hoursInWords(hours),
            }))}
            onChange={(event) => save.execute({ hours: Number(event.currentTarget.value) as SetHoldHours['hours'] })}
          />
        </Field>
      </div>
    </Card>
  );
}

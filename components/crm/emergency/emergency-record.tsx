'use client';

import { useRouter } from 'next/navigation';
import { SHOWN_SECONDS, useRevealed } from '@/components/crm/records/record/use-revealed';
import { FieldDisplay } from '@/components/fields/field-display';
import { MaskedDisplay } from '@/components/fields/masked-display';
import { UnopenedDisplay } from '@/components/fields/unopened-display';
import { ActionError } from '@/components/ui/action-error';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { PageHeader } from '@/components/ui/page-header';
import { useAction } from '@/components/ui/use-action';
import type { FieldDefinition } from '@/lib/crm/modules/definition';
import type { RecordPage } from '@/lib/crm/records/get';
import { isUnopened } from '@/lib/crm/records/unopened';
import type { Id } from '@/lib/platform/ids';
import { revealValues } from './actions';
import { EndButton } from './end-button';

export interface EmergencyRecordProps {
  grantId: Id;
  /** Null in a drill. */
  shown: Pick<RecordPage, 'module' | 'record' | 'names'> | null;
  timeZone: string;
}

/** The record of an emergency access: to be read, and nothing else. In a drill it says that here one would stand. */
export function EmergencyRecord({ grantId, shown, timeZone }: EmergencyRecordProps) {
  const router = useRouter();
  const back = `/emergency/${grantId}`;
  return (
    <>
      <PageHeader
        title={shown ? (shown.record.name ?? `${shown.module.singular} ${shown.record.id}`) : 'Drill'}
        breadcrumbs={[
          { label: 'Emergency access', href: '/emergency' },
          { label: shown ? 'This access' : 'This drill', href: back },
        ]}
        description={
          shown
            ? 'You read this record by emergency access. Each page and each value that you see is recorded, and reviewed.'
            : 'In an emergency the record would stand here. This is a drill: none is open. End it now, and have it reviewed.'
        }
        actions={<EndButton id={grantId} onEnded={() => router.push(back)} />}
      />
      {shown ? <Values grantId={grantId} shown={shown} timeZone={timeZone} /> : null}
    </>
  );
}

function Values({
  grantId,
  shown,
  timeZone,
}: EmergencyRecordProps & { shown: NonNullable<EmergencyRecordProps['shown']> }) {
  const { module, record, names } = shown;
  const revealed = useRevealed();
  const asked = useAction(revealValues, {
    onSuccess: ({ data, input }) => revealed.show(input.fields, data),
  });
  const masked = module.fields.filter((field) => record.masked.includes(field.apiName) && !isUnopened(record, field));
  const ask = (fields: readonly FieldDefinition[]) =>
    asked.execute({ id: grantId, fields: fields.map(({ apiName }) => apiName) });
  return (
    <Card
      id="values"
      title={module.singular}
      actions={
        masked.length > 1 ? (
          <Button size="sm" pending={asked.isPending} onClick={() => ask(masked)}>
            Reveal all
          </Button>
        ) : undefined
      }
    >
      <ActionError of={asked} />
      <dl className="grid gap-x-8 md:grid-cols-2">
        {module.fields.map((field) => {
          const open = revealed.shown[field.apiName];
          const isMasked = record.masked.includes(field.apiName);
          return (
            <div
              key={field.id}
              className="grid min-h-9 grid-cols-[minmax(7rem,11rem)_minmax(0,1fr)] items-center gap-x-3 py-1 text-sm"
            >
              <dt className="text-muted">{field.label}</dt>
              <dd className="flex min-w-0 items-center justify-between gap-2 text-fg">
                <span className="min-w-0 break-words">
                  {isUnopened(record, field) ? (
                    <UnopenedDisplay />
                  ) : isMasked && !open ? (
                    <MaskedDisplay field={field} />
                  ) : (
                    <FieldDisplay
                      field={field}
                      value={open ? open.value : record.values[field.apiName]}
                      timeZone={timeZone}
                      lookups={names.lookups}
                      users={names.users}
                    />
                  )}
                </span>
                {isMasked && !open && !isUnopened(record, field) ? (
                  <Button
                    size="sm"
                    variant="ghost"
                    aria-label={`Reveal ${field.label}`}
                    disabled={asked.isPending}
                    onClick={() => ask([field])}
                  >
                    Reveal
                  </Button>
                ) : null}
              </dd>
            </div>
          );
        })}
      </dl>
      <p aria-live="polite" className="mt-2 text-subtle text-xs">
        {Object.keys(revealed.shown).length > 0
          ? `Revealed values are hidden again after ${SHOWN_SECONDS} seconds.`
          : 'Notes and attached files are not shown here.'}
      </p>
    </Card>
  );
}

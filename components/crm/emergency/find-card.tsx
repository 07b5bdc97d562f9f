'use client';

import { type FormEvent, useState } from 'react';
import { ActionError } from '@/components/ui/action-error';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { useAction } from '@/components/ui/use-action';
import type { FoundRecord } from '@/lib/crm/emergency/look-up';
import { findRecord } from './actions';
import { StartDialog } from './start-dialog';

/** Finds the one record, by something that is known of it. */
export function FindCard() {
  const [chosen, setChosen] = useState<FoundRecord | null>(null);
  const asked = useAction(findRecord);
  const found = asked.result.data;

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const text = new FormData(event.currentTarget).get('text');
    asked.execute({ text: typeof text === 'string' ? text : '' });
  }

  return (
    <Card
      id="find"
      title="Open a record in an emergency"
      description="Give something that you know whole: a name, an e-mail address, a telephone number, the number on a card. Looking is an event, too."
    >
      <form method="post" noValidate onSubmit={submit} className="flex flex-col gap-3">
        <ActionError of={asked} shown={['text']} />
        <div className="flex flex-wrap items-end gap-2">
          <Field
            label="Whole name or value"
            error={asked.result.serverError?.fields.text}
            className="min-w-0 flex-1 basis-60"
          >
            <Input name="text" maxLength={200} autoComplete="off" />
          </Field>
          <Button type="submit" variant="primary" pending={asked.isPending}>
            Find
          </Button>
        </div>
      </form>
      <div aria-live="polite" className="mt-3">
        {found?.length === 0 ? <p className="text-muted text-sm">No record has this whole name or value.</p> : null}
        {found && found.length > 0 ? (
          <ul aria-label="Found records" className="divide-y divide-line rounded-sm border border-line">
            {found.map((record) => (
              <li key={record.id} className="flex flex-wrap items-center justify-between gap-2 px-3 py-2 text-sm">
                <span className="min-w-0 break-words">
                  <span className="font-medium text-fg">{record.name}</span>{' '}
                  <span className="text-subtle">{record.kind}</span>
                </span>
                <Button size="sm" aria-label={`Open ${record.name}`} onClick={() => setChosen(record)}>
                  Open…
                </Button>
              </li>
            ))}
          </ul>
        ) : null}
      </div>
      {chosen ? <StartDialog record={chosen} onClose={() => setChosen(null)} /> : null}
    </Card>
  );
}

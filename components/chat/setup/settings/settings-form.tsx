'use client';

import { useAction } from 'next-safe-action/hooks';
import type { FormEvent } from 'react';
import { toast } from 'sonner';
import { ActionError } from '@/components/ui/action-error';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { Checkbox } from '@/components/ui/checkbox';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { RadioGroup } from '@/components/ui/radio-group';
import { Switch } from '@/components/ui/switch';
import { Textarea } from '@/components/ui/textarea';
import { type ChatSettings, ROUTINGS } from '@/lib/chat/setup/settings-schema';
import { saveSettings } from '../actions';
import { fileTypeChoices } from './file-types';
import { NUMBERS, readSettings } from './read-settings';

const ROUTING_WORDS: Record<ChatSettings['routing'], { label: string; description: string }> = {
  all: { label: 'To everybody', description: 'Whoever is quickest picks up.' },
  least_loaded: {
    label: 'To whoever has the fewest chats',
    description: 'One operator is offered it first, then everybody.',
  },
  round_robin: { label: 'In turn', description: 'One operator after the other is offered it first, then everybody.' },
};

const NUMBER_FIELDS: Record<(typeof NUMBERS)[number], { label: string; hint: string }> = {
  offerSeconds: { label: 'Offer in seconds', hint: 'So long one operator has for an offer: 5 to 300.' },
  missedAfterSeconds: {
    label: 'Missed after seconds',
    hint: 'So long a visitor waits before the conversation counts as missed: 10 to 3,600. It can still be picked up.',
  },
  idleMinutes: {
    label: 'Ends after idle minutes',
    hint: 'So long without a word, and an open conversation ends by itself: up to 1,440. 0: never.',
  },
  visitorDays: {
    label: 'Visitors come back for days',
    hint: 'So long after their last chat was closed, a visitor’s browser still opens it: 1 to 365. Visitors can end it at once: “I am on a shared computer”.',
  },
  maxFileMegabytes: { label: 'Largest file in MB', hint: 'For visitors and operators: 1 to 50.' },
};

/** How conversations find somebody to answer, and which files they take. */
export function SettingsForm({ settings }: { settings: ChatSettings }) {
  const save = useAction(saveSettings, { onSuccess: () => toast.success('Settings saved') });
  const errors = save.result.serverError?.fields ?? {};
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    save.execute(readSettings(new FormData(event.currentTarget)));
  }
  const number = (name: (typeof NUMBERS)[number]) => (
    <Field label={NUMBER_FIELDS[name].label} hint={NUMBER_FIELDS[name].hint} required error={errors[name]}>
      <Input name={name} inputMode="numeric" className="max-w-32" defaultValue={settings[name]} />
    </Field>
  );
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <ActionError of={save} shown={NUMBERS} />
      <Card id="routing" title="Routing">
        <div className="flex flex-col gap-4">
          <RadioGroup
            legend="A new conversation goes"
            name="routing"
            options={ROUTINGS.map((value) => ({ value, ...ROUTING_WORDS[value] }))}
            defaultValue={settings.routing}
          />
          {number('offerSeconds')}
          {number('missedAfterSeconds')}
          {number('idleMinutes')}
          {number('visitorDays')}
        </div>
      </Card>
      <Card
        id="own-texts"
        title="Your own numbers and addresses"
        description="Telephone numbers, addresses and sites of the clinic, one a line. They are hidden from nobody, whoever writes them."
      >
        <Field
          label="Never hidden"
          error={Object.entries(errors).find(([name]) => name.startsWith('ownTexts'))?.[1]}
          hint="At least five characters each. What operators write of such kinds stays readable as well, unless the visitor gave it."
        >
          <Textarea name="ownTexts" rows={3} defaultValue={settings.ownTexts.join('\n')} />
        </Field>
      </Card>
      <Card
        id="files"
        title="Files"
        description="Always encrypted. What a file is, is told by what stands in it, not by its name."
      >
        <div className="flex flex-col gap-4">
          {number('maxFileMegabytes')}
          <fieldset>
            <legend className="mb-1 font-medium text-fg text-sm">Kinds that are taken</legend>
            <ul className="grid gap-x-6 sm:grid-cols-2">
              {fileTypeChoices(settings.fileTypes).map(({ type, label }) => (
                <li key={type}>
                  <Checkbox
                    name="fileTypes"
                    value={type}
                    label={label}
                    defaultChecked={settings.fileTypes.includes(type)}
                  />
                </li>
              ))}
            </ul>
            <p className="mt-1 text-subtle text-xs">None: no files are taken.</p>
          </fieldset>
        </div>
      </Card>
      <Card id="word-search" title="Search by words">
        <div className="flex flex-col gap-3">
          <Switch
            side="end"
            name="wordSearch"
            label="Find conversations by the words in them"
            description="For messages from now on. Switched off again, the index is deleted at once."
            defaultChecked={settings.wordSearch}
          />
          <Callout tone="info" title="Why it is off by default">
            Messages are encrypted, so a search needs an index of their words. The words in it are keyed codes, but
            whoever gets hold of the database could count how often each code occurs and in which conversations
            together, and guess common words from that. Name, email and phone of a visitor can be searched without it.
          </Callout>
        </div>
      </Card>
      <div className="flex justify-end">
        <Button type="submit" variant="primary" pending={save.isPending}>
          Save settings
        </Button>
      </div>
    </form>
  );
}

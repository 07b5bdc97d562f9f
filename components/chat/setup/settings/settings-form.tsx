'use client';

import type { FormEvent } from 'react';
import { toast } from 'sonner';
import { ActionError } from '@/components/ui/action-error';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { Field } from '@/components/ui/field';
import { Switch } from '@/components/ui/switch';
import { Textarea } from '@/components/ui/textarea';
import { useAction } from '@/components/ui/use-action';
import type { ChatSettings } from '@/lib/chat/setup/settings-schema';
import { saveSettings } from '../actions';
import { FilesCard } from './files-card';
import { NUMBERS, readSettings } from './read-settings';
import { RoutingCard } from './routing-card';

/** How conversations find somebody to answer, and which files they take. */
export function SettingsForm({ settings }: { settings: ChatSettings }) {
  const save = useAction(saveSettings, { onSuccess: () => toast.success('Settings saved') });
  const errors = save.result.serverError?.fields ?? {};
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    save.execute(readSettings(new FormData(event.currentTarget)));
  }
  return (
    <form method="post" onSubmit={submit} noValidate className="flex flex-col gap-4">
      <ActionError of={save} shown={NUMBERS} />
      <RoutingCard settings={settings} errors={errors} />
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
      <FilesCard settings={settings} errors={errors} />
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

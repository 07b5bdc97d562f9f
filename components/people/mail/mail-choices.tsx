'use client';

import type { FormEvent } from 'react';
import { toast } from 'sonner';
import { ActionError } from '@/components/ui/action-error';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Checkbox } from '@/components/ui/checkbox';
import { useAction } from '@/components/ui/use-action';
import type { MailChoice } from '@/lib/people/users/choose-mail';
import { saveMailChoices } from './actions';

/** Which notices somebody gets by mail too. */
export function MailChoices({ choices }: { choices: readonly MailChoice[] }) {
  const save = useAction(saveMailChoices, { onSuccess: () => toast.success('Saved') });
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    save.execute({ topics: new FormData(event.currentTarget).getAll('topic').map(String) });
  }
  return (
    <form method="post" onSubmit={submit} noValidate>
      <Card
        id="by-mail"
        title="By mail too"
        description="The bell tells you everything. No mail holds health data."
        footer={
          <Button type="submit" variant="primary" pending={save.isPending}>
            Save
          </Button>
        }
      >
        <div className="flex max-w-2xl flex-col gap-3">
          <ActionError of={save} />
          {choices.map(({ topic, label, words, byMail, isFixed }) => (
            <Checkbox
              key={topic}
              name="topic"
              value={topic}
              label={label}
              description={isFixed ? `${words}. This cannot be turned off.` : `${words}.`}
              defaultChecked={byMail}
              disabled={isFixed}
            />
          ))}
        </div>
      </Card>
    </form>
  );
}

'use client';

import { useState } from 'react';
import { toast } from 'sonner';
import { ActionError } from '@/components/ui/action-error';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { Checkbox } from '@/components/ui/checkbox';
import { Switch } from '@/components/ui/switch';
import { useAction } from '@/components/ui/use-action';
import type { SsoOverview } from '@/lib/people/users/sso/queries';
import { saveOnly } from './actions';

/** "Only by single sign-on", and who may use a password all the same. */
export function OnlyCard({ sso: { only: setting, local } }: { sso: SsoOverview }) {
  const [only, setOnly] = useState(setting.only);
  const [exceptIds, setExceptIds] = useState(setting.exceptIds);
  const act = useAction(saveOnly, { onSuccess: () => toast.success('Saved') });
  const gone = setting.only && !setting.exceptIds.some((id) => local.some((person) => person.id === id));
  return (
    <Card title="Only by single sign-on">
      <div className="flex max-w-2xl flex-col gap-3">
        <ActionError of={act} />
        {gone ? (
          <Callout tone="danger">
            Nobody who is named can sign in by a password any more. Name an administrator who can, for the day the
            provider is away.
          </Callout>
        ) : null}
        <Switch
          label="Nobody signs in by a password"
          description="A password or a passkey of this organisation’s people is then answered as a wrong one. Who is signed in stays; programs are not concerned."
          checked={only}
          onCheckedChange={setOnly}
        />
        <fieldset className="flex flex-col gap-2">
          <legend className="mb-1 font-medium text-fg text-sm">
            Who may use their password all the same, for the day the provider is away
          </legend>
          {local.length === 0 ? (
            <p className="text-muted text-sm">No administrator has a password of their own.</p>
          ) : (
            local.map(({ id, name }) => (
              <Checkbox
                key={id}
                label={name}
                checked={exceptIds.includes(id)}
                onChange={(event) =>
                  setExceptIds(
                    event.currentTarget.checked ? [...exceptIds, id] : exceptIds.filter((other) => other !== id),
                  )
                }
              />
            ))
          )}
        </fieldset>
        <div>
          <Button variant="primary" pending={act.isPending} onClick={() => act.execute({ only, exceptIds })}>
            Save
          </Button>
        </div>
      </div>
    </Card>
  );
}

'use client';

import Link from 'next/link';
import { toast } from 'sonner';
import { ActionError } from '@/components/ui/action-error';
import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { Switch } from '@/components/ui/switch';
import { useAction } from '@/components/ui/use-action';
import type { SecondPersonDto } from '@/lib/admin/settings/second-person';
import { saveSecondPerson } from './org-actions';

export function SecondPersonCard({ setting: { required, waits, seconds } }: { setting: SecondPersonDto }) {
  const save = useAction(saveSecondPerson, {
    onSuccess: ({ data }) => {
      toast.success(data.waits ? 'Asked: a second person has to confirm it' : 'Saved');
    },
  });
  return (
    <Card id="second-person" title="Second person">
      <div className="flex max-w-2xl flex-col gap-3">
        <ActionError of={save} />
        <Switch
          label="Approval of a second person before somebody can read health data by a change"
          description="A new user, a new password, another email address or profile, an account activated again, or a wider place in the role tree: where somebody can read health data by it, it waits for another administrator or an officer. They and the person concerned are always told. Switching this off needs one too."
          checked={required}
          disabled={save.isPending || waits}
          onCheckedChange={(next) => save.execute({ required: next })}
        />
        {waits ? (
          <Callout tone="warning">
            Switching it off waits for a second person: see{' '}
            <Link href="/setup/approvals" className="underline">
              Approvals
            </Link>
            .
          </Callout>
        ) : null}
        <p className="text-muted text-sm">
          {seconds.length > 0
            ? `Who could confirm what you do: ${seconds.join(', ')}.`
            : 'Nobody else could confirm what you do at present. Where no other administrator or officer exists, your changes are in force at once and stand in the audit log.'}
        </p>
      </div>
    </Card>
  );
}

'use client';

import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import { ActionError } from '@/components/ui/action-error';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Checkbox } from '@/components/ui/checkbox';
import { Field } from '@/components/ui/field';
import { Textarea } from '@/components/ui/textarea';
import { useAction } from '@/components/ui/use-action';
import type { ProfileDto } from '@/lib/people/users/queries';
import type { SignInLimitsChange } from '@/lib/people/users/schemas';
import { saveSignInLimits } from './profile-actions';
import { readHours, SignInHoursFields } from './sign-in-hours-fields';

export interface SignInLimitsCardProps {
  profile: ProfileDto;
  /** IANA: of new hours. */
  timeZone: string;
}

/** From where and when the holders of a profile may be signed in. Apart from its rights: it is in force by itself. */
export function SignInLimitsCard({ profile, timeZone }: SignInLimitsCardProps) {
  const limits = profile.rights.signIn;
  const [isTimed, setTimed] = useState(Boolean(limits?.hours));
  const save = useAction(saveSignInLimits, { onSuccess: () => toast.success('Saved') });
  const { serverError } = save.result;
  const errors = serverError?.fields ?? {};
  const locksOut = errors.meant !== undefined;
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const addresses = String(form.get('addresses') ?? '')
      .split(/[\s,;]+/)
      .filter(Boolean);
    const given = { id: profile.id, addresses, hours: isTimed ? readHours(form) : null };
    // Read and checked where it arrives.
    save.execute({ ...given, meant: form.get('meant') === 'on' } as SignInLimitsChange);
  }
  return (
    <form method="post" onSubmit={submit} noValidate>
      <Card
        id="sign-in-limits"
        title="Where and when"
        description="Whoever has this profile is signed in only from these addresses and in these hours, and so are programs that act for them. In force at their next request."
        footer={
          <Button type="submit" variant="primary" pending={save.isPending}>
            Save where and when
          </Button>
        }
      >
        <div className="flex max-w-xl flex-col gap-4">
          <ActionError of={save} />
          <Field
            label="Addresses"
            error={Object.entries(errors).find(([name]) => name.startsWith('addresses'))?.[1]}
            hint="An address or range a line, such as 203.0.113.0/24. Empty: from anywhere."
          >
            <Textarea name="addresses" rows={2} spellCheck={false} defaultValue={limits?.addresses.join('\n')} />
          </Field>
          <Checkbox
            label="Only at certain hours"
            description="Otherwise at any time."
            checked={isTimed}
            onCheckedChange={setTimed}
          />
          {isTimed ? <SignInHoursFields hours={limits?.hours ?? null} timeZone={timeZone} errors={errors} /> : null}
          {locksOut ? (
            <Checkbox name="meant" label="I mean it: this signs me out at once" description={serverError?.message} />
          ) : null}
        </div>
      </Card>
    </form>
  );
}

'use client';

import { useRouter } from 'next/navigation';
import type { FormEvent } from 'react';
import { toast } from 'sonner';
import { ActionError } from '@/components/ui/action-error';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select, type SelectOption } from '@/components/ui/select';
import { Switch } from '@/components/ui/switch';
import { useAction } from '@/components/ui/use-action';
import { InvitationLink } from './invitation-link';
import { invite } from './user-actions';

const FIELDS = ['name', 'email', 'profileId', 'roleId'] as const;
const SHOWN = [...FIELDS, 'alike'] as const;

export interface InviteDialogProps {
  profiles: readonly SelectOption[];
  roles: readonly SelectOption[];
  onClose: () => void;
}

/** Offers an account: by mail, or by a link that is shown once. */
export function InviteDialog({ profiles, roles, onClose }: InviteDialogProps) {
  const router = useRouter();
  const act = useAction(invite, {
    onSuccess: ({ data }) => {
      router.refresh();
      if (data.path !== null) return;
      onClose();
      toast.success('Invited by mail');
    },
  });
  const errors = act.result.serverError?.fields ?? {};
  const path = act.result.data?.path ?? null;
  if (path !== null) return <InvitationLink path={path} onClose={onClose} />;

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? '');
    const who = { name: text('name'), email: text('email') };
    act.execute({
      ...who,
      profileId: text('profileId'),
      roleId: text('roleId'),
      byMail: form.has('byMail'),
      alike: form.has('alike'),
    });
  }
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent title="Invite" description="They choose their own password. The link works once, for 72 hours.">
        <form method="post" onSubmit={submit} noValidate className="contents">
          <DialogBody className="flex flex-col gap-4">
            <ActionError of={act} shown={SHOWN} />
            <Field label="Name" required error={errors.name}>
              <Input name="name" />
            </Field>
            <Field label="Email" required error={errors.email} hint="They sign in with it.">
              <Input name="email" type="email" spellCheck={false} />
            </Field>
            {errors.alike ? <Checkbox name="alike" label="It is another address, and I mean it" /> : null}
            <Field label="Profile" required error={errors.profileId} hint="What they may do.">
              <Select name="profileId" options={profiles} defaultValue="" placeholder="Choose a profile" />
            </Field>
            <Field label="Role" required error={errors.roleId} hint="Whose records they see where a module is private.">
              <Select name="roleId" options={roles} defaultValue="" placeholder="Choose a role" />
            </Field>
            <Switch
              name="byMail"
              label="Send the link by mail"
              description="Else it is shown to you once, to hand over. Without a mail server the mail is kept at Setup > Mail."
              defaultChecked
            />
          </DialogBody>
          <DialogFooter>
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" variant="primary" pending={act.isPending}>
              Invite
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}

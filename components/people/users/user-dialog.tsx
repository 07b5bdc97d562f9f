'use client';

import type { FormEvent } from 'react';
import { toast } from 'sonner';
import { ActionError } from '@/components/ui/action-error';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select, type SelectOption } from '@/components/ui/select';
import { useAction } from '@/components/ui/use-action';
import type { CreatedUser } from '@/lib/people/users/create-user';
import type { UserDto } from '@/lib/people/users/queries';
import { addUser, changeUser } from './user-actions';

const FIELDS = ['name', 'email', 'profileId', 'roleId'] as const;
const SHOWN = [...FIELDS, 'alike'] as const;

export interface UserDialogProps {
  /** Null adds one. */
  user: UserDto | null;
  profiles: readonly SelectOption[];
  roles: readonly SelectOption[];
  onClose: () => void;
  onCreated: (name: string, made: CreatedUser) => void;
}

export function UserDialog({ user, profiles, roles, onClose, onCreated }: UserDialogProps) {
  const add = useAction(addUser, {
    onSuccess: ({ data, input }) => onCreated(input.name, data),
  });
  const change = useAction(changeUser, {
    onSuccess: ({ data: { waits } }) => {
      onClose();
      toast.success('User saved');
      if (waits)
        toast.info('Your own profile and role stay as they are until a second person has confirmed the change.');
    },
  });
  const act = user ? change : add;
  const errors = act.result.serverError?.fields ?? {};

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const given = Object.fromEntries(FIELDS.map((field) => [field, String(form.get(field) ?? '')])) as Record<
      (typeof FIELDS)[number],
      string
    >;
    const alike = form.has('alike');
    if (user) change.execute({ ...given, alike, id: user.id });
    else add.execute({ ...given, alike });
  }

  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent
        title={user ? 'Edit user' : 'Add user'}
        description={user ? undefined : 'A temporary password is made and shown once.'}
      >
        <form method="post" onSubmit={submit} noValidate className="contents">
          <DialogBody className="flex flex-col gap-4">
            <ActionError of={act} shown={SHOWN} />
            <Field label="Name" required error={errors.name}>
              <Input name="name" defaultValue={user?.name} />
            </Field>
            <Field label="Email" required error={errors.email} hint="They sign in with it.">
              <Input name="email" type="email" defaultValue={user?.email} spellCheck={false} />
            </Field>
            {errors.alike ? <Checkbox name="alike" label="It is another address, and I mean it" /> : null}
            <Field label="Profile" required error={errors.profileId} hint="What they may do.">
              <Select
                name="profileId"
                options={profiles}
                defaultValue={user?.profileId ?? ''}
                {...(user ? {} : { placeholder: 'Choose a profile' })}
              />
            </Field>
            <Field label="Role" required error={errors.roleId} hint="Whose records they see where a module is private.">
              <Select
                name="roleId"
                options={roles}
                defaultValue={user?.roleId ?? ''}
                {...(user ? {} : { placeholder: 'Choose a role' })}
              />
            </Field>
          </DialogBody>
          <DialogFooter>
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" variant="primary" pending={act.isPending}>
              {user ? 'Save' : 'Add user'}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}

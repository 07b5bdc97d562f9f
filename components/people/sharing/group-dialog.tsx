'use client';

import { type FormEvent, useMemo, useState } from 'react';
import { toast } from 'sonner';
import { ActionError } from '@/components/ui/action-error';
import { Button } from '@/components/ui/button';
import type { ComboboxOption } from '@/components/ui/combobox-list';
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { MultiCombobox } from '@/components/ui/multi-combobox';
import { useAction } from '@/components/ui/use-action';
import type { Choice } from '@/lib/people/users/sharing/choices';
import type { GroupDto } from '@/lib/people/users/sharing/list-groups';
import type { Member } from '@/lib/people/users/sharing/parties';
import { addGroup, changeGroup, searchPeople } from './actions';
import { memberLabel } from './member-words';

export interface GroupDialogProps {
  /** Null adds one. */
  group: GroupDto | null;
  roles: readonly Choice[];
  onClose: () => void;
}

/** The name and the members of a group. */
export function GroupDialog({ group, roles, onClose }: GroupDialogProps) {
  const [members, setMembers] = useState<readonly ComboboxOption[]>(() => (group?.members ?? []).map(optionOf));
  const add = useAction(addGroup, {
    onSuccess: () => {
      onClose();
      toast.success('Saved');
    },
  });
  const change = useAction(changeGroup, {
    onSuccess: ({ data }) => {
      onClose();
      toast.success(data.waits ? 'Waits for a second person. Until then the group stays as it is.' : 'Saved');
    },
  });
  const act = group ? change : add;
  const errors = act.result.serverError?.fields ?? {};
  const load = useMemo(() => {
    const ofRoles = roles.flatMap(({ value, label }) => [
      optionOf({ kind: 'role', id: value, name: label }),
      optionOf({ kind: 'role_below', id: value, name: label }),
    ]);
    return async (query: string): Promise<readonly ComboboxOption[]> => {
      const people = await searchPeople({ query: query.slice(0, 100) });
      const found = ofRoles.filter(({ label }) => label.toLowerCase().includes(query.trim().toLowerCase()));
      return [
        ...people.map(({ id, name, role }) => ({ ...optionOf({ kind: 'person', id, name }), hint: role })),
        ...found,
      ];
    };
  }, [roles]);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get('name') ?? '');
    const given = { name, members: members.map(({ value }) => memberOf(value)) };
    if (group) change.execute({ ...given, id: group.id });
    else add.execute(given);
  }

  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent
        title={group ? `Change ${group.name}` : 'Add a group'}
        description="People, roles, and roles with all roles below. Who gets a role later is in the group with it."
      >
        <form method="post" onSubmit={submit} noValidate className="contents">
          <DialogBody className="flex flex-col gap-4">
            <ActionError of={act} shown={Object.keys(errors)} />
            <Field label="Name" required error={errors.name}>
              <Input name="name" defaultValue={group?.name} autoComplete="off" />
            </Field>
            <Field label="Members" required error={errors.members}>
              <MultiCombobox
                label="People and roles"
                placeholder="Search people and roles"
                load={load}
                value={members}
                onValueChange={setMembers}
              />
            </Field>
          </DialogBody>
          <DialogFooter>
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" variant="primary" pending={act.isPending}>
              {group ? 'Save' : 'Add'}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}

const optionOf = (member: Member & { name: string }): ComboboxOption => ({
  value: `${member.kind}:${member.id}`,
  label: memberLabel(member),
});

function memberOf(value: string): Member {
  const [kind, id = ''] = value.split(':');
  return { kind: kind as Member['kind'], id };
}

'use client';

import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import { ActionError } from '@/components/ui/action-error';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import type { ComboboxOption } from '@/components/ui/combobox-list';
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { MultiCombobox } from '@/components/ui/multi-combobox';
import { useAction } from '@/components/ui/use-action';
import type { Department } from '@/lib/chat/setup/departments';
import type { OperatorChoice } from '@/lib/chat/setup/operator-choices';
import { keepDepartment } from '../actions';

interface DepartmentDialogProps {
  /** Null adds one. */
  department: Department | null;
  operators: readonly OperatorChoice[];
  onClose: () => void;
}

export function DepartmentDialog({ department, operators, onClose }: DepartmentDialogProps) {
  const options = operators.map(({ id, name, email }) => ({ value: id, label: name, hint: email }));
  const before = department?.memberIds ?? [];
  const [members, setMembers] = useState<readonly ComboboxOption[]>(() =>
    options.filter(({ value }) => before.includes(value)),
  );
  const [hasGone] = useState(members.length < before.length);
  const save = useAction(keepDepartment, {
    onSuccess: () => {
      onClose();
      toast.success('Department saved');
    },
  });
  const errors = save.result.serverError?.fields ?? {};
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get('name') ?? '');
    const memberIds = members.map(({ value }) => value);
    save.execute({ name, memberIds, ...(department && { id: department.id }) });
  }
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent title={department ? 'Edit department' : 'New department'}>
        <form method="post" onSubmit={submit} noValidate className="contents">
          <DialogBody className="flex flex-col gap-4">
            <ActionError of={save} shown={['name', 'memberIds']} />
            {hasGone ? (
              <Callout tone="info">Members who may no longer answer leave the department when you save.</Callout>
            ) : null}
            <Field label="Name" required error={errors.name} hint="Visitors choose by it where a brand has several.">
              <Input name="name" maxLength={100} defaultValue={department?.name} />
            </Field>
            <Field
              label="Members"
              {...(errors.memberIds && { error: errors.memberIds })}
              hint="People whose profile may reveal health data. None: everybody who may answer."
            >
              <MultiCombobox
                label="Members"
                placeholder="Add a member"
                emptyText="Nobody of this name may answer"
                options={options}
                value={members}
                onValueChange={(chosen) => setMembers(chosen)}
              />
            </Field>
          </DialogBody>
          <DialogFooter>
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" variant="primary" pending={save.isPending}>
              Save
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}

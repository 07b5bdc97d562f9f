'use client';

import { type FormEvent, useMemo, useState } from 'react';
import { FieldInput } from '@/components/fields/field-input';
import { readFieldForm } from '@/components/fields/read-field-form';
import { ActionError, type ActionErrorProps } from '@/components/ui/action-error';
import { Button } from '@/components/ui/button';
import { Combobox } from '@/components/ui/combobox';
import type { ComboboxOption } from '@/components/ui/combobox-list';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { counted } from '@/components/ui/counted';
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { useAction } from '@/components/ui/use-action';
import type { StartedChange } from '@/lib/crm/mass-changes/queries';
import { MORE_THAN_SAID } from '@/lib/crm/mass-changes/rows';
import type { Chosen, MassChangeRequest } from '@/lib/crm/mass-changes/schemas';
import { isEnterable } from '@/lib/crm/modules/field-types/description';
import type { ListField } from '@/lib/crm/records/list-fields';
import { findLookups } from '../form/actions';
import type { ListModule } from './list-module';
import { changeMany } from './mass-actions';

export interface MassChangeDialogProps {
  kind: MassChangeRequest['act']['kind'];
  module: ListModule;
  records: number;
  chosen: Chosen;
  fields: readonly ListField[];
  users: readonly ComboboxOption[];
  onClose: () => void;
  onStarted: (started: StartedChange) => void;
  /** More records match than was said: they are to be counted anew. */
  onMore: () => void;
}

/** Asks what is to be done with the records chosen, and starts it. */
export function MassChangeDialog(props: MassChangeDialogProps) {
  const { kind, module, records, chosen, onClose, onStarted, onMore } = props;
  const words = counted(records, module.singular, module.plural);
  const start = useAction(changeMany, {
    onSuccess: ({ data, input }) => onStarted({ ...data, act: input.act.kind }),
    onError: ({ error }) => error.serverError?.reason === MORE_THAN_SAID && onMore(),
  });
  const act = (wanted: MassChangeRequest['act']) => start.execute({ chosen, act: wanted });
  if (kind === 'delete') {
    return (
      <ConfirmDialog
        open
        onOpenChange={(open) => !open && onClose()}
        title={`Delete ${words}?`}
        description="They go to the recycle bin, where they can be restored for 60 days."
        confirmLabel="Delete"
        pending={start.isPending}
        onConfirm={() => act({ kind })}
      >
        <ActionError of={start} />
      </ConfirmDialog>
    );
  }
  const Form = kind === 'owner' ? OwnerForm : FieldForm;
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={kind === 'owner' ? `Change the owner of ${words}` : `Change a field of ${words}`}
        description="Each record is changed with its own event. What you may not change is left as it is and named."
      >
        <Form {...props} start={start} onAct={act} />
      </DialogContent>
    </Dialog>
  );
}

interface FormProps extends MassChangeDialogProps {
  start: ActionErrorProps['of'] & { isPending: boolean };
  onAct: (act: MassChangeRequest['act']) => void;
}

function OwnerForm({ users, start, onAct, onClose }: FormProps) {
  const [owner, setOwner] = useState<ComboboxOption | null>(null);
  function submit(event: FormEvent) {
    event.preventDefault();
    event.stopPropagation();
    if (owner) onAct({ kind: 'owner', ownerId: owner.value });
  }
  return (
    <form method="post" onSubmit={submit} className="contents">
      <DialogBody className="flex flex-col gap-4">
        <ActionError of={start} shown={['Owner']} />
        <Field label="New owner" required error={start.result.serverError?.fields.Owner}>
          <Combobox label="Users" options={users} value={owner} onValueChange={setOwner} />
        </Field>
      </DialogBody>
      <Foot label="Change owner" pending={start.isPending} disabled={!owner} onClose={onClose} />
    </form>
  );
}

const isChangeable = (field: ListField): boolean => field.system === null && !field.unique && isEnterable(field);

function FieldForm({ fields, users, start, onAct, onClose }: FormProps) {
  const [name, setName] = useState<string>();
  const errors = start.result.serverError?.fields ?? {};
  const changeable = fields.filter(isChangeable);
  const field = changeable.find(({ apiName }) => apiName === name);
  const sources = useMemo(
    () => ({
      users,
      search: (module: string, query: string) => findLookups({ module, query }),
      names: Object.fromEntries(users.map(({ value, label }) => [value, label])),
    }),
    [users],
  );
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    event.stopPropagation();
    if (!field) return;
    const value = readFieldForm(new FormData(event.currentTarget), [field])[field.apiName] ?? '';
    onAct({ kind: 'field', field: field.apiName, value: typeof value === 'string' ? value : [...value] });
  }
  return (
    <form method="post" onSubmit={submit} noValidate className="contents">
      <DialogBody className="flex flex-col gap-4">
        <ActionError of={start} shown={[field?.apiName ?? '', 'act.value']} />
        <Field label="Field" required>
          <Combobox
            label="Fields"
            options={changeable.map(({ apiName, label }) => ({ value: apiName, label }))}
            value={field ? { value: field.apiName, label: field.label } : null}
            onValueChange={(option) => setName(option?.value)}
          />
        </Field>
        {field ? (
          <FieldInput
            key={field.id}
            field={field}
            sources={sources}
            error={errors[field.apiName] ?? errors['act.value']}
            disabled={start.isPending}
          />
        ) : null}
        {field && !field.required ? (
          <p className="text-muted text-xs">Left empty, it empties the field in all of them.</p>
        ) : null}
      </DialogBody>
      <Foot label="Change field" pending={start.isPending} disabled={!field} onClose={onClose} />
    </form>
  );
}

function Foot(props: { label: string; pending: boolean; disabled: boolean; onClose: () => void }) {
  return (
    <DialogFooter>
      <Button onClick={props.onClose}>Cancel</Button>
      <Button type="submit" variant="primary" pending={props.pending} disabled={props.disabled}>
        {props.label}
      </Button>
    </DialogFooter>
  );
}

'use client';

import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog, DialogBody, DialogClose, DialogContent, DialogFooter } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { useAction } from '@/components/ui/use-action';
import type { ModuleSetup } from '@/lib/admin/customization/queries';
import type { CreateField } from '@/lib/admin/customization/schemas';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import { type FieldTypeKey, isChosen } from '@/lib/crm/modules/field-types/type';
import { createField } from './actions';
import { emptyForm, type FieldForm, optionsToSend } from './field-form';
import { focusFirstInput } from './focus-first-input';
import { FormError } from './form-error';
import { Requirements } from './requirements';
import { TypeSettings } from './type-settings';

export interface NewFieldProps {
  module: ModuleSetup;
  type: FieldTypeKey;
  /** Where it will stand, for people: the section's name. */
  where: string;
  /** Asked when it is sent, since a section may only just have got its id. */
  place: () => CreateField['place'];
  /** The layout is still being saved. */
  busy: boolean;
  onClose: () => void;
}

export function NewFieldDialog(props: NewFieldProps) {
  const { label } = fieldType(props.type);
  return (
    <Dialog open onOpenChange={(open) => !open && props.onClose()}>
      <DialogContent
        title={`New ${label} field`}
        description={`In ${props.where}. The type cannot change later.`}
        onOpenAutoFocus={focusFirstInput}
      >
        <NewFieldForm {...props} />
      </DialogContent>
    </Dialog>
  );
}

const startOf = (type: FieldTypeKey): FieldForm => ({
  ...emptyForm,
  options: isChosen(fieldType(type)) ? { pickList: [{ key: 0, label: '' }] } : {},
});

function NewFieldForm({ module, type, place, busy, onClose }: NewFieldProps) {
  const [form, setForm] = useState(() => startOf(type));
  const { executeAsync, isPending, result } = useAction(createField);
  const error = result.serverError;
  const errors = error?.fields ?? {};
  const change = (part: Partial<FieldForm>) => setForm((before) => ({ ...before, ...part }));

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    const { label, required, unique } = form;
    const helpText = form.helpText.trim() || undefined;
    const options = optionsToSend(form.options);
    const field = { module: module.apiName, type, label, required, unique, helpText, options, place: place() };
    const { data } = await executeAsync(field);
    if (data) onClose();
  }

  return (
    <form method="post" onSubmit={submit} noValidate className="contents">
      <DialogBody className="flex flex-col gap-4">
        <FormError
          error={error}
          shown={[
            'label',
            'required',
            'unique',
            'helpText',
            ...Object.keys(errors).filter((key) => key.startsWith('options.')),
          ]}
        />
        <Field label="Label" required error={errors.label}>
          <Input
            required
            maxLength={100}
            value={form.label}
            onChange={(event) => change({ label: event.currentTarget.value })}
          />
        </Field>
        <TypeSettings
          type={type}
          existing={false}
          options={form.options}
          onChange={(options) => change({ options })}
          errors={errors}
          lookupModules={module.lookupModules}
        />
        <Requirements type={type} form={form} onChange={change} errors={errors} />
        <Field label="Help text" error={errors.helpText} hint="Shown beside the field when a record is edited.">
          <Input
            maxLength={255}
            value={form.helpText}
            onChange={(event) => change({ helpText: event.currentTarget.value })}
          />
        </Field>
      </DialogBody>
      <DialogFooter>
        <DialogClose asChild>
          <Button>Cancel</Button>
        </DialogClose>
        <Button type="submit" variant="primary" pending={isPending || busy}>
          Add field
        </Button>
      </DialogFooter>
    </form>
  );
}

'use client';

import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import { hoursInWords } from '@/components/admin/compliance/hold-words';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Dialog, DialogBody, DialogClose, DialogContent, DialogFooter } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { useAction } from '@/components/ui/use-action';
import type { FieldSetup, ModuleSetup } from '@/lib/admin/customization/queries';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import { saveField } from './actions';
import { changesToSend, type FieldForm, formOf } from './field-form';
import { focusFirstInput } from './focus-first-input';
import { FormError } from './form-error';
import { HealthSettings } from './health-settings';
import { Requirements } from './requirements';
import { TypeSettings } from './type-settings';

export interface EditPropertiesProps {
  field: FieldSetup;
  module: ModuleSetup;
  onClose: () => void;
}

/** Errors that stand beside their control. */
const SHOWN = ['label', 'required', 'unique', 'helpText', 'encrypt', 'reason'];

export function EditPropertiesDialog(props: EditPropertiesProps) {
  const { field, onClose } = props;
  const description = `${field.label} · ${fieldType(field.type).label} · API name ${field.apiName}`;
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title="Edit Properties" description={description} onOpenAutoFocus={focusFirstInput}>
        <PropertiesForm {...props} />
      </DialogContent>
    </Dialog>
  );
}

function PropertiesForm({ field, module, onClose }: EditPropertiesProps) {
  const router = useRouter();
  const [form, setForm] = useState(() => formOf(field));
  const [unmarking, setUnmarking] = useState(false);
  const { executeAsync, isPending, result } = useAction(saveField);
  const error = result.serverError;
  const errors = error?.fields ?? {};
  const change = (part: Partial<FieldForm>) => setForm((before) => ({ ...before, ...part }));

  async function save() {
    const changes = changesToSend(field, form);
    if (!changes) return onClose();
    const { data } = await executeAsync({ module: module.apiName, fieldId: field.id, ...changes });
    setUnmarking(false);
    // Refused at the mark, the properties before it are saved all the same.
    if (!data) return router.refresh();
    if (data.sealing) toast.success(`The values of ${field.label} are being encrypted in the background.`);
    onClose();
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    if (field.marked && !form.marked) setUnmarking(true);
    else void save();
  }

  return (
    <form method="post" onSubmit={submit} noValidate className="contents">
      <DialogBody className="flex flex-col gap-4">
        <FormError error={error} shown={[...SHOWN, ...Object.keys(form.options).map((key) => `options.${key}`)]} />
        <Field label="Label" required error={errors.label}>
          <Input
            required
            maxLength={100}
            value={form.label}
            onChange={(event) => change({ label: event.currentTarget.value })}
          />
        </Field>
        <Requirements type={field.type} mandatory={field.mandatory} form={form} onChange={change} errors={errors} />
        <HealthSettings field={field} module={module} form={form} onChange={change} errors={errors} />
        <Field label="Help text" error={errors.helpText} hint="Shown beside the field when a record is edited.">
          <Input
            maxLength={255}
            value={form.helpText}
            onChange={(event) => change({ helpText: event.currentTarget.value })}
          />
        </Field>
        <TypeSettings
          type={field.type}
          existing
          options={form.options}
          onChange={(options) => change({ options })}
          errors={errors}
          lookupModules={module.lookupModules}
        />
      </DialogBody>
      <DialogFooter>
        <DialogClose asChild>
          <Button>Cancel</Button>
        </DialogClose>
        <Button type="submit" variant="primary" pending={isPending}>
          Done
        </Button>
      </DialogFooter>
      <ConfirmDialog
        open={unmarking}
        onOpenChange={setUnmarking}
        title={`Remove the mark from ${field.label}?`}
        description={`${unprotectedInWords(module.holdHours)} they show in clear to everyone who may see ${module.plural}, and leave through every open door.${
          field.sealed ? ' They stay encrypted in the database.' : ''
        }`}
        confirmLabel="Remove mark"
        pending={isPending}
        onConfirm={save}
      />
    </form>
  );
}

const unprotectedInWords = (holdHours: number): string =>
  holdHours === 0
    ? 'At once'
    : `Its values stay protected until a compliance officer or another administrator confirms, or for ${hoursInWords(holdHours)}. Then`;

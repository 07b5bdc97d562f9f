'use client';

import Link from 'next/link';
import { MarkImpact } from '@/components/admin/compliance/mark-impact';
import { Checkbox } from '@/components/ui/checkbox';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import type { FieldSetup, ModuleSetup } from '@/lib/admin/customization/queries';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import type { FieldForm } from './field-form';

export interface HealthSettingsProps {
  field: FieldSetup;
  module: ModuleSetup;
  form: FieldForm;
  onChange: (change: Partial<FieldForm>) => void;
  errors: Readonly<Record<string, string>>;
}

/** The mark and the encryption of a field; where it cannot be marked, one line that says why. */
export function HealthSettings(props: HealthSettingsProps) {
  const { field, module, form, onChange } = props;
  const type = fieldType(field.type);
  if (module.phi !== 'available' || !type.markable) {
    return (
      <p className="text-subtle text-xs">
        <WhyNot module={module} type={type.label} markable={type.markable} />
      </p>
    );
  }
  return (
    <div className="flex flex-col gap-3 rounded-sm border border-phi-line bg-phi-soft p-3">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
        <Checkbox
          label="Contains Personal Health Data"
          description="Masked on every screen, listed under Data Privacy, and withheld at the doors that are restricted."
          checked={form.marked}
          onCheckedChange={(marked) => onChange({ marked })}
        />
        <span className="pl-6 font-medium text-phi-text text-xs tabular-nums">
          {module.markedCount} of {module.markedLimit} fields
        </span>
      </div>
      {form.marked && !field.marked ? <MarkImpact module={module.apiName} fieldId={field.id} /> : null}
      {form.marked ? <Encryption {...props} sealable={type.sealable} typeLabel={type.label} /> : null}
    </div>
  );
}

function Encryption({
  field,
  form,
  onChange,
  errors,
  sealable,
  typeLabel,
}: HealthSettingsProps & { sealable: boolean; typeLabel: string }) {
  if (!sealable) return <p className="pl-6 text-muted text-xs">{typeLabel} fields cannot be encrypted.</p>;
  return (
    <div className="flex flex-col gap-3 pl-6">
      <Checkbox
        label="Encrypt field"
        description={
          field.sealed
            ? 'Its values are encrypted; that stays.'
            : 'Values are encrypted in the database, those already there too. They can then be found by their exact value only.'
        }
        checked={form.encrypt}
        disabled={field.sealed}
        error={errors.encrypt}
        onCheckedChange={(encrypt) => onChange({ encrypt })}
      />
      {form.encrypt ? null : (
        <Field
          label="Reason for not encrypting"
          required
          error={errors.reason}
          hint="Kept with the field and in the audit log."
        >
          <Input
            required
            maxLength={200}
            value={form.reason}
            onChange={(event) => onChange({ reason: event.currentTarget.value })}
          />
        </Field>
      )}
    </div>
  );
}

function WhyNot({ module, type, markable }: { module: ModuleSetup; type: string; markable: boolean }) {
  if (module.phi === 'hipaa_off' || module.phi === 'module_not_selected') {
    return (
      <>
        To mark fields of {module.plural} as personal health data, select the module in{' '}
        <Link href="/setup/compliance/hipaa" className="text-accent-text underline">
          Compliance settings
        </Link>
        .
      </>
    );
  }
  if (!markable) return `${type} fields cannot be marked as personal health data.`;
  return 'Your profile may not mark fields as personal health data.';
}

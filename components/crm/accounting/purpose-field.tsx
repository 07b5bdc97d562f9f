import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { type ProgramPurpose, STATED_PURPOSES, type StatedPurpose } from '@/lib/protection/accounting/purposes';

export const PURPOSE_OPTIONS = Object.entries(STATED_PURPOSES).map(([value, label]) => ({ value, label }));

export interface PurposeFieldProps {
  /** `unstated`: nobody has said it yet, and the form asks. */
  value?: ProgramPurpose;
  hint: string;
  error?: string | undefined;
}

/** What for something is disclosed, chosen in a form. */
export function PurposeField({ value = 'operations', hint, error }: PurposeFieldProps) {
  const isUnstated = value === 'unstated';
  return (
    <Field label="What for" required error={error} hint={hint}>
      <Select
        name="purpose"
        options={PURPOSE_OPTIONS}
        defaultValue={isUnstated ? '' : value}
        {...(isUnstated && { placeholder: 'Choose a purpose' })}
      />
    </Field>
  );
}

/** As the form says it; the verb's schema refuses what is none. */
export const readPurpose = (form: FormData): StatedPurpose => String(form.get('purpose') ?? '') as StatedPurpose;

import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';

export interface DaysFieldProps {
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
}

/** How long a link lasts. */
export function DaysField({ value, error, onChange }: DaysFieldProps) {
  return (
    <Field label="Days the link lasts" hint="1 to 30" {...(error && { error })} className="w-40">
      <Input type="number" min={1} max={30} value={value} onChange={(event) => onChange(event.currentTarget.value)} />
    </Field>
  );
}

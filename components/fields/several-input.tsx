import { MultiCombobox, type MultiComboboxProps } from '@/components/ui/multi-combobox';
import type { FieldControlProps } from './control-props';

export interface SeveralInputProps extends FieldControlProps {
  /** What can be chosen: all there is, or what is found for a query. */
  choice: Pick<MultiComboboxProps, 'options' | 'load'>;
  /** Of what is chosen already. */
  labelOf: (member: string) => string;
}

/** The members of a list, chosen by their labels. */
export function SeveralInput({ choice, labelOf, ...props }: SeveralInputProps) {
  const { field, name, value, placeholder, disabled, onChange } = props;
  const chosen = Array.isArray(value) ? (value as readonly string[]) : [];
  return (
    <>
      <SentEmpty name={name} />
      <MultiCombobox
        {...choice}
        label={field.label}
        name={name}
        defaultValue={chosen.map((member) => ({ value: member, label: labelOf(member) }))}
        placeholder={placeholder}
        disabled={disabled}
        onValueChange={(options) => onChange(options.map((option) => option.value))}
      />
    </>
  );
}

/** Lets a list without a member reach the server as an empty list and not as a field that was never on the form. */
function SentEmpty({ name }: { name: string | undefined }) {
  return name ? <input type="hidden" name={name} value="" /> : null;
}

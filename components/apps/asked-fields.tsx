import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import type { AppDto } from '@/lib/apps/connections/mappable';

export interface AskedFieldsProps {
  asked: AppDto['credentials'];
  /** Begins the names of the inputs: `credentials.` or `settings.`. */
  group: 'credentials' | 'settings';
  values?: Readonly<Record<string, string>>;
  errors: Readonly<Record<string, string>>;
}

/** What an app asks for, an input each. A secret is typed and never shown again. */
export function AskedFields({ asked, group, values = {}, errors }: AskedFieldsProps) {
  return asked.map(({ name, label, hint, secret, optional }) => (
    <Field key={name} label={label} hint={hint} required={!optional} error={errors[name]}>
      <Input
        name={`${group}.${name}`}
        defaultValue={values[name]}
        autoComplete="off"
        spellCheck={false}
        {...(secret && { type: 'password', autoComplete: 'new-password' })}
      />
    </Field>
  ));
}

/** The inputs of a group, by what the app calls them. */
export const readAskedForm = (form: FormData, group: AskedFieldsProps['group']): Record<string, string> =>
  Object.fromEntries(
    [...form.entries()].flatMap(([name, value]) =>
      name.startsWith(`${group}.`) ? [[name.slice(group.length + 1), String(value)]] : [],
    ),
  );

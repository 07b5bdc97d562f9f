import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';

export interface NewPasswordFieldsProps {
  /** For the browser's password manager. */
  email?: string;
  error: string | undefined;
  unequal: boolean;
}

/** A password of one's own, typed twice: `password` and `repeat` of the form. */
export function NewPasswordFields({ email, error, unequal }: NewPasswordFieldsProps) {
  return (
    <>
      {email ? <input type="hidden" name="username" autoComplete="username" defaultValue={email} /> : null}
      <Field
        label="New password"
        required
        error={error}
        hint="At least 12 characters. A few words that mean something only to you are good."
      >
        <Input name="password" type="password" autoComplete="new-password" className="h-10" />
      </Field>
      <Field label="Repeat the new password" required error={unequal ? 'This is not the same.' : undefined}>
        <Input name="repeat" type="password" autoComplete="new-password" className="h-10" />
      </Field>
    </>
  );
}

/** What was typed, and whether twice the same. */
export function readNewPassword(form: FormData): { password: string; unequal: boolean } {
  const text = (name: string) => String(form.get(name) ?? '');
  return { password: text('password'), unequal: text('password') !== text('repeat') };
}

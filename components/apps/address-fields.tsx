import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Textarea } from '@/components/ui/textarea';
import type { AppDto } from '@/lib/apps/connections/mappable';

export interface AddressFieldsProps {
  app: Pick<AppDto, 'addresses' | 'addressHint'>;
  address?: string;
  allowedRanges?: readonly string[];
  errors: Readonly<Record<string, string>>;
}

/** Where the app is: one of its own addresses, or another that somebody names. */
export function AddressFields({ app, address, allowedRanges = [], errors }: AddressFieldsProps) {
  const ranges = Object.entries(errors).find(([name]) => name.startsWith('allowedRanges'))?.[1];
  const hint = app.addresses.length > 1 ? 'Choose your data centre, or name your own.' : app.addressHint;
  return (
    <>
      <Field label="Address" required error={errors.address} hint={hint}>
        <Input
          name="address"
          type="url"
          list="app-addresses"
          defaultValue={address ?? app.addresses[0] ?? ''}
          placeholder={app.addressHint}
          spellCheck={false}
        />
      </Field>
      <datalist id="app-addresses">
        {app.addresses.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
      <Field
        label="Private addresses that are meant"
        error={ranges}
        hint="Only where the app runs in your own network: one address or range a line, such as 10.0.4.0/24. Anything else private is refused."
      >
        <Textarea name="allowedRanges" rows={2} spellCheck={false} defaultValue={allowedRanges.join('\n')} />
      </Field>
    </>
  );
}

export const readAddressForm = (form: FormData) => ({
  address: String(form.get('address') ?? ''),
  allowedRanges: String(form.get('allowedRanges') ?? '')
    .split(/[\s,]+/)
    .filter(Boolean),
});

import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import type { AgreementDto } from '@/lib/admin/agreements/get';
import { AGREEMENT_KINDS } from '@/lib/admin/agreements/kinds';

export interface DetailFieldsProps {
  /** Null is a new one. */
  agreement: AgreementDto | null;
  /** The last day, as it is asked for. */
  endsOn: string | null;
  isSigned: boolean;
  errors: Readonly<Record<string, string>>;
}

const KINDS = Object.entries(AGREEMENT_KINDS).map(([value, label]) => ({ value, label }));

const WHO =
  'Business associate: they handle health data for you. Subcontractor: they do so for you, a business associate. Covered entity: you do so for them.';

/** Who it is with, and from when to when. What both have signed cannot be changed. */
export function DetailFields({ agreement, endsOn, isSigned, errors }: DetailFieldsProps) {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label="Party" required error={errors.party} hint="The other side, by its full legal name">
        <Input name="party" defaultValue={agreement?.party} disabled={isSigned} />
      </Field>
      <Field label="Kind" required error={errors.kind} hint={WHO}>
        <Select
          name="kind"
          options={KINDS}
          defaultValue={agreement?.kind ?? 'business_associate'}
          disabled={isSigned}
        />
      </Field>
      <Field label="Contact" required error={errors.contactName}>
        <Input name="contactName" defaultValue={agreement?.contactName} autoComplete="off" />
      </Field>
      <Field label="E-mail of the contact" required error={errors.contactEmail}>
        <Input name="contactEmail" type="email" defaultValue={agreement?.contactEmail} autoComplete="off" />
      </Field>
      <Field label="First day" required error={errors.startsOn} hint="Days begin and end at midnight UTC.">
        <Input name="startsOn" type="date" defaultValue={agreement?.startsOn} disabled={isSigned} />
      </Field>
      <Field
        label="Last day"
        error={errors.endsOn}
        hint="Empty: until it is withdrawn. You are told 60, 30 and 7 days before."
      >
        <Input name="endsOn" type="date" defaultValue={endsOn ?? ''} />
      </Field>
      <Field
        label="Renewal"
        error={errors.renewal}
        hint="In words, such as: by a year, in writing"
        className="sm:col-span-2"
      >
        <Input name="renewal" defaultValue={agreement?.renewal} />
      </Field>
    </div>
  );
}

'use client';

import { checkboxClass } from '@/components/ui/checkbox';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { dayName, type SignInHours, WEEKDAYS } from '@/lib/people/rights';

export interface SignInHoursFieldsProps {
  hours: SignInHours | null;
  /** IANA: of new hours. */
  timeZone: string;
  errors: Readonly<Record<string, string>>;
}

const WORKING: SignInHours['days'] = [1, 2, 3, 4, 5];

/** Days, from when to when, and by which clock. */
export function SignInHoursFields({ hours, timeZone, errors }: SignInHoursFieldsProps) {
  const { days, from, to, zone } = hours ?? { days: WORKING, from: '08:00', to: '18:00', zone: timeZone };
  return (
    <>
      <fieldset className="min-w-0">
        <legend className="mb-1.5 font-medium text-fg text-sm">Days</legend>
        <div className="flex flex-wrap gap-x-4 gap-y-1.5">
          {WEEKDAYS.map((day) => (
            <label key={day} className="flex items-center gap-2 text-sm">
              <input
                type="checkbox"
                name="days"
                value={day}
                defaultChecked={days.includes(day)}
                className={checkboxClass}
              />
              {dayName(day)}
            </label>
          ))}
        </div>
        {errors['hours.days'] ? <p className="mt-1.5 text-danger-text text-xs">{errors['hours.days']}</p> : null}
      </fieldset>
      <div className="grid gap-4 sm:grid-cols-3">
        <Field label="From" error={errors['hours.from']}>
          <Input name="from" type="time" defaultValue={from} />
        </Field>
        <Field label="To" error={errors['hours.to']} hint="Before “From”: past midnight.">
          <Input name="to" type="time" defaultValue={to} />
        </Field>
        <Field label="Time zone" error={errors['hours.zone']}>
          <Input name="zone" spellCheck={false} defaultValue={zone} />
        </Field>
      </div>
    </>
  );
}

/** Read and checked where it arrives. */
export const readHours = (form: FormData) => ({
  days: form.getAll('days').map(Number),
  from: String(form.get('from') ?? ''),
  to: String(form.get('to') ?? ''),
  zone: String(form.get('zone') ?? ''),
});

import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import type { Accounting } from '@/lib/crm/accounting/accounting';

interface PeriodFormProps extends Pick<Accounting, 'period' | 'today'> {
  copyOnly: boolean;
}

/** Of which days: a patient may ask for fewer than six years. A form of its own, so it works before scripts do. */
export function PeriodForm({ period, today, copyOnly }: PeriodFormProps) {
  return (
    <Card id="period" title="Period" description="Days in UTC, six years back at most.">
      <form method="get" noValidate className="flex flex-wrap items-end gap-3">
        <Field label="First day">
          <Input type="date" name="from" defaultValue={period.from} max={today} key={period.from} />
        </Field>
        <Field label="Last day">
          <Input type="date" name="to" defaultValue={period.to} max={today} key={period.to} />
        </Field>
        {copyOnly ? <input type="hidden" name="show" value="copy" /> : null}
        <Button type="submit">Show</Button>
      </form>
    </Card>
  );
}

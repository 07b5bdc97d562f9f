'use client';

import { Printer } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';

/** Which month. A form that the browser sends: it works before the page's script does. */
export function MonthForm({ month }: { month: string }) {
  return (
    <form method="get" noValidate className="flex flex-wrap items-end gap-2 print:hidden">
      <Field label="Month" className="w-44">
        <Input name="month" type="month" defaultValue={month} />
      </Field>
      <Button type="submit">Show</Button>
      <Button onClick={() => window.print()}>
        <Printer aria-hidden="true" />
        Print
      </Button>
    </form>
  );
}

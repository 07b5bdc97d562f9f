'use client';

import { useAction } from 'next-safe-action/hooks';
import type { FormEvent } from 'react';
import { toast } from 'sonner';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { BUDGET_KINDS, type BudgetKind } from '@/lib/compliance/budgets';
import type { ComplianceOverview } from '@/lib/settings/compliance/queries';
import type { ComplianceActs } from './acts';
import { sayError } from './say-error';

export interface BudgetCardProps {
  overview: Pick<ComplianceOverview, 'budgets' | 'budgetsWait' | 'budgetUse' | 'mayManage'>;
  setBudgets: ComplianceActs['setBudgets'];
}

const LABELS: Record<BudgetKind, string> = { one: 'Opened one by one', bulk: 'Exported or read by programs' };
const PERIODS = [
  ['hour', 'an hour'],
  ['day', 'a day'],
] as const;

/** How many records with health data one person may disclose, and who used how much of it. */
export function BudgetCard({ overview, setBudgets }: BudgetCardProps) {
  const { budgets, budgetsWait, budgetUse, mayManage } = overview;
  const save = useAction(setBudgets, {
    onSuccess: () => toast.success('Smaller budgets are in force. Larger ones wait to be confirmed.'),
    onError: sayError,
  });
  const errors = save.result.serverError?.fields ?? {};

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const read = (kind: BudgetKind) => ({
      hour: Number(form.get(`${kind}.hour`)),
      day: Number(form.get(`${kind}.day`)),
    });
    save.execute({ one: read('one'), bulk: read('bulk') });
  }

  return (
    <Card
      id="budgets"
      title="Disclosure budgets"
      description="How many records with health data one person may open, print or export, on screens and by programs together. From half of it on answers come slower; officers are told near the end and at it."
    >
      <form key={JSON.stringify(budgets)} onSubmit={submit} className="flex flex-col gap-4">
        {BUDGET_KINDS.map((kind) => (
          <fieldset key={kind} className="flex flex-col gap-2">
            <legend className="mb-1 font-medium text-fg text-sm">{LABELS[kind]}</legend>
            <div className="grid max-w-md gap-3 sm:grid-cols-2">
              {PERIODS.map(([period, words]) => (
                <Field key={period} label={`Records ${words}`} error={errors[`${kind}.${period}`]}>
                  <Input
                    name={`${kind}.${period}`}
                    type="number"
                    min={1}
                    max={10_000_000}
                    required
                    disabled={!mayManage}
                    aria-label={`${LABELS[kind]}: records ${words}`}
                    defaultValue={budgets[kind][period]}
                  />
                </Field>
              ))}
            </div>
          </fieldset>
        ))}
        {budgetsWait ? <Callout>Larger budgets wait to be confirmed. Until then these are in force.</Callout> : null}
        {mayManage ? (
          <div>
            <Button type="submit" pending={save.isPending}>
              Save budgets
            </Button>
          </div>
        ) : null}
      </form>
      {budgetUse.length > 0 ? (
        <Table label="Use of the budgets in the last day" className="mt-4">
          <TableHead>
            <tr>
              <TableHeader>Person</TableHeader>
              <TableHeader>Records</TableHeader>
              <TableHeader align="right">This hour</TableHeader>
              <TableHeader align="right">This day</TableHeader>
            </tr>
          </TableHead>
          <TableBody>
            {budgetUse.map(({ userId, name, kind, hour, day }) => (
              <TableRow key={`${userId}-${kind}`}>
                <TableCell className="font-medium">{name}</TableCell>
                <TableCell>{LABELS[kind]}</TableCell>
                <TableCell align="right">
                  {hour.toLocaleString('en-US')} of {budgets[kind].hour.toLocaleString('en-US')}
                </TableCell>
                <TableCell align="right">
                  {day.toLocaleString('en-US')} of {budgets[kind].day.toLocaleString('en-US')}
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      ) : null}
    </Card>
  );
}

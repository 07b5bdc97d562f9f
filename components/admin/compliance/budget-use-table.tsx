'use client';

import { toast } from 'sonner';
import { Select } from '@/components/ui/select';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import { useAction } from '@/components/ui/use-action';
import type { BudgetUse } from '@/lib/admin/settings/compliance/budget-use';
import type { RaiseBudget } from '@/lib/admin/settings/compliance/schemas';
import type { Id } from '@/lib/platform/ids';
import { RAISES } from '@/lib/protection/compliance/budgets';
import { raiseBudget } from './actions';
import { BUDGET_NAMES } from './budget-labels';
import { sayError } from './say-error';

export interface BudgetUseTableProps {
  use: readonly BudgetUse[];
  /** Nobody raises their own. */
  me: Id;
}

/** Who used how much, and the way to raise somebody's budgets for a day. */
export function BudgetUseTable({ use, me }: BudgetUseTableProps) {
  const raise = useAction(raiseBudget, {
    onSuccess: () => toast.success('Raised for a day. They and the compliance officers are told.'),
    onError: sayError,
  });
  const first = (userId: Id, index: number) => use.findIndex((row) => row.userId === userId) === index;
  return (
    <Table label="Use of the budgets in the last day" className="mt-4">
      <TableHead>
        <tr>
          <TableHeader>Person</TableHeader>
          <TableHeader>Records</TableHeader>
          <TableHeader align="right">Last hour</TableHeader>
          <TableHeader align="right">Last day</TableHeader>
          <TableHeader>For a day</TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {use.map(({ userId, name, kind, hour, day, limit, raise: raised }, index) => (
          <TableRow key={`${userId}-${kind}`}>
            <TableCell className="font-medium">{name}</TableCell>
            <TableCell>{BUDGET_NAMES[kind]}</TableCell>
            <TableCell align="right">
              {hour.toLocaleString('en-US')} of {limit.hour.toLocaleString('en-US')}
            </TableCell>
            <TableCell align="right">
              {day.toLocaleString('en-US')} of {limit.day.toLocaleString('en-US')}
            </TableCell>
            <TableCell>
              {raised ? (
                <>
                  {raised.times} times as much until <Time value={raised.until} />
                </>
              ) : userId !== me && first(userId, index) ? (
                <Select
                  aria-label={`Raise the budgets of ${name} for a day`}
                  value=""
                  placeholder="Raise…"
                  className="w-36"
                  disabled={raise.isPending}
                  options={RAISES.map((times) => ({ value: String(times), label: `${times} times as much` }))}
                  onChange={(event) => {
                    const times = Number(event.currentTarget.value) as RaiseBudget['times'];
                    if (times) raise.execute({ userId, times });
                  }}
                />
              ) : null}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import type { DueMonth } from '@/lib/admin/audit/retention/due';
import { RETENTION_KINDS } from '@/lib/protection/ledger/retention/kinds';

const MOST = 24;
const MONTH = new Intl.DateTimeFormat('en-US', { month: 'long', year: 'numeric', timeZone: 'UTC' });

const monthInWords = (month: string): string => MONTH.format(new Date(`${month}-01T00:00:00Z`));

/** Entries by month and kind: how many bodies go, and how many a hold keeps. */
export function MonthsTable({ months, label }: { months: readonly DueMonth[]; label: string }) {
  return (
    <>
      <Table label={label}>
        <TableHead>
          <TableRow>
            <TableHeader>Month</TableHeader>
            <TableHeader>Entries of</TableHeader>
            <TableHeader align="right">Expire</TableHeader>
            <TableHeader align="right">Held</TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {months.slice(0, MOST).map(({ kind, month, due, held }) => (
            <TableRow key={`${kind} ${month}`}>
              <TableCell>{monthInWords(month)}</TableCell>
              <TableCell>{RETENTION_KINDS[kind]}</TableCell>
              <TableCell align="right">{due.toLocaleString('en-US')}</TableCell>
              <TableCell align="right">{held.toLocaleString('en-US')}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {months.length > MOST ? <p className="px-4 py-2 text-muted text-sm">And {months.length - MOST} more.</p> : null}
    </>
  );
}

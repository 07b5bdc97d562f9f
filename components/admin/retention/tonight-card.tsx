import { CalendarClock } from 'lucide-react';
import { Card } from '@/components/ui/card';
import { counted } from '@/components/ui/counted';
import { EmptyState } from '@/components/ui/empty-state';
import type { DueMonth } from '@/lib/admin/audit/retention/due';
import { MonthsTable } from './months-table';

/** What the next night takes by the terms that are in force. */
export function TonightCard({ months }: { months: readonly DueMonth[] }) {
  const due = months.reduce((sum, month) => sum + month.due, 0);
  return (
    <Card
      id="tonight"
      title="Tonight"
      description="Whole months whose time is over, as far as they are signed; they go once a checkpoint outside the database covers them. An entry says what went, in counts."
      flush
    >
      {months.length === 0 ? (
        <EmptyState
          icon={<CalendarClock />}
          title="Nothing expires tonight"
          text="No month is older than its term. Shorter terms count a day after they were confirmed."
        />
      ) : (
        <>
          <p className="px-4 py-3 text-fg text-sm">
            {due === 0
              ? 'Everything that is over its time is held.'
              : `${counted(due, 'entry', 'entries')} will lose their bodies.`}
          </p>
          <MonthsTable months={months} label="Entries that expire tonight" />
        </>
      )}
    </Card>
  );
}

import { Callout } from '@/components/ui/callout';
import type { ExportPlan } from '@/lib/exports/record-export';

/** How much leaves, and which columns do not. */
export function ExportSummary({ plan }: { plan: ExportPlan }) {
  const { count, columns, withheld } = plan;
  const records = `${count.records.toLocaleString('en-US')}${count.more ? '+' : ''} ${count.records === 1 ? 'record' : 'records'}`;
  return (
    <div className="flex flex-col gap-3">
      <p className="text-muted text-sm">{`${records}, ${columns.length} columns`}</p>
      {withheld.length > 0 ? (
        <Callout
          tone="phi"
          title={`${withheld.length} ${withheld.length === 1 ? 'column is' : 'columns are'} left out`}
        >
          Marked as personal health data: {withheld.join(', ')}.
        </Callout>
      ) : null}
    </div>
  );
}

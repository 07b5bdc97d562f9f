import { Callout } from '@/components/ui/callout';
import type { ExportPlan } from '@/lib/crm/exports/records/export';

/** How much leaves, and what does not. */
export function ExportSummary({ plan, files }: { plan: ExportPlan; files: boolean }) {
  const { count, columns, withheld, unsearched } = plan;
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
      {unsearched.length > 0 ? (
        <Callout tone="phi" title="The search does not look everywhere here">
          Records that the list found by {unsearched.join(', ')} are not in the file: by personal health data nothing
          may be picked for an export.
        </Callout>
      ) : null}
      {files && !plan.filesLeave ? (
        <Callout tone="phi" title="Attached files are left out">
          They may hold personal health data, which may not leave.
        </Callout>
      ) : null}
    </div>
  );
}

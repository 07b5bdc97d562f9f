import { Card } from '@/components/ui/card';
import { Stat } from '@/components/ui/stat';
import type { Preview } from '@/lib/imports/preview';
import { ProblemTable } from './problem-table';

/** What a dry run over the whole file found. */
export function PreviewCard({ preview }: { preview: Preview }) {
  const { taken, failed, problems } = preview;
  return (
    <Card id="preview" title="Dry run" description="Nothing is imported yet.">
      <div className="mb-4 grid grid-cols-2 gap-3">
        <Stat label="Rows to import" value={taken.toLocaleString('en-US')} />
        <Stat
          label="Rows with a problem"
          value={failed.toLocaleString('en-US')}
          tone={failed > 0 ? 'danger' : undefined}
        />
      </div>
      <ProblemTable problems={problems} more={failed > problems.length} />
    </Card>
  );
}

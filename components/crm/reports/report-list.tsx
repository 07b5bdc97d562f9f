import { ChartColumn } from 'lucide-react';
import Link from 'next/link';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import type { SavedReport } from '@/lib/crm/reports/queries';
import { type ReportHead, STANDARD_FOLDER } from '@/lib/platform/figures';
import type { ReportList as AllReports } from '@/lib/ways-in/http/reports';

export interface ReportListProps extends AllReports {
  /** Whether the reader may view some module to make a report of. */
  mayMake: boolean;
}

/** All reports of one person: those that every organisation has, then those that were saved, by folder. */
export function ReportList({ standard, saved, mayMake }: ReportListProps) {
  const folders = [...new Set(saved.map(({ folder }) => folder))].toSorted((one, other) => one.localeCompare(other));
  if (standard.length === 0 && saved.length === 0) {
    return (
      <Card>
        <EmptyState
          icon={<ChartColumn />}
          title="No report is for you"
          text="Your profile lets you view no module to count. Ask an administrator."
        />
      </Card>
    );
  }
  return (
    <div className="grid items-start gap-4 lg:grid-cols-2">
      {standard.length > 0 ? <Folder name={STANDARD_FOLDER} id="standard" reports={standard} /> : null}
      <div className="flex flex-col gap-4">
        {folders.map((folder, n) => (
          <Folder
            key={folder}
            id={`folder-${n}`}
            name={folder || 'Saved reports'}
            reports={saved.filter((report) => report.folder === folder)}
          />
        ))}
        {saved.length === 0 && mayMake ? (
          <Card id="saved" title="Saved reports">
            <EmptyState
              icon={<ChartColumn />}
              title="None yet"
              text="Count the records of a module by what matters to you, and keep it."
              action={
                <Button asChild variant="primary">
                  <Link href="/reports/new">New report</Link>
                </Button>
              }
            />
          </Card>
        ) : null}
      </div>
    </div>
  );
}

interface FolderProps {
  id: string;
  name: string;
  reports: readonly (ReportHead & Partial<Pick<SavedReport, 'shared'>>)[];
}

function Folder({ id, name, reports }: FolderProps) {
  return (
    <Card id={id} title={name} flush>
      <ul className="divide-y divide-line">
        {reports.map(({ key, name: report, words, shared }) => (
          <li key={key}>
            <Link href={`/reports/${key}`} className="flex items-center gap-3 px-4 py-2.5 hover:bg-hover">
              <span className="min-w-0 flex-1">
                <span className="block truncate font-medium text-fg text-sm">{report}</span>
                <span className="block text-subtle text-xs">{words}</span>
              </span>
              {shared ? <Badge tone="accent">Shared</Badge> : null}
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}

import { Download } from 'lucide-react';
import type { Metadata } from 'next';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import { type JobProgress, listMyJobs } from '@/lib/platform/background/queries';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'Export' };

export default async function ExportsScreen() {
  return page(async (ctx) => {
    const exports = await listMyJobs(ctx, ['export', 'subject_export', 'audit_export'], 100);
    return (
      <>
        <PageHeader title="Export" description="The files you exported. Each is kept encrypted for 24 hours." />
        <Card flush>
          {exports.length === 0 ? (
            <EmptyState
              icon={<Download aria-hidden="true" />}
              title="No exports yet"
              text="Open a module and choose Export."
            />
          ) : (
            <Table label="Exports">
              <TableHead>
                <TableRow>
                  <TableHeader>Started</TableHeader>
                  <TableHeader>What</TableHeader>
                  <TableHeader>State</TableHeader>
                  <TableHeader align="right">Lines</TableHeader>
                  <TableHeader>File</TableHeader>
                </TableRow>
              </TableHead>
              <TableBody>
                {exports.map((job) => (
                  <TableRow key={job.id}>
                    <TableCell>
                      <Time value={job.createdAt} />
                    </TableCell>
                    <TableCell>{whatOf(job)}</TableCell>
                    <TableCell>{job.expired ? 'expired' : job.state}</TableCell>
                    <TableCell align="right">{job.done.toLocaleString('en-US')}</TableCell>
                    <TableCell>
                      {job.state === 'done' && !job.expired ? (
                        <a href={`/api/exports/${job.id}`} download className="text-accent-text hover:underline">
                          Download
                        </a>
                      ) : null}
                    </TableCell>
                  </TableRow>
                ))}
              </TableBody>
            </Table>
          )}
        </Card>
      </>
    );
  });
}

/** Never the record: its id alone would say nothing, and its name may be health data. */
function whatOf({ kind, module }: JobProgress): string {
  if (module === null) return 'Audit log';
  return kind === 'subject_export' ? `${module}: everything about one record` : module;
}

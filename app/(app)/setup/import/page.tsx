import { Upload } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import { type ImportListed, listImports } from '@/lib/crm/imports/queries';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'Import' };

const STATES: Record<ImportListed['status'], string> = {
  draft: 'Not started',
  queued: 'Waiting',
  running: 'Running',
  done: 'Done',
  failed: 'Failed',
  cancelled: 'Cancelled',
};

export default async function ImportsScreen() {
  return page(async (ctx) => {
    const imports = await listImports(ctx);
    return (
      <>
        <PageHeader
          title="Import"
          description="The files you uploaded for an import, the newest first. Start a new import from a module's list."
        />
        <Card flush>
          {imports.length === 0 ? (
            <EmptyState
              icon={<Upload aria-hidden="true" />}
              title="No imports yet"
              text="Open a module and choose Import."
            />
          ) : (
            <Table label="Imports">
              <TableHead>
                <TableRow>
                  <TableHeader>Started</TableHeader>
                  <TableHeader>Module</TableHeader>
                  <TableHeader>State</TableHeader>
                  <TableHeader align="right">Rows</TableHeader>
                  <TableHeader align="right">Imported</TableHeader>
                  <TableHeader align="right">Overwritten</TableHeader>
                  <TableHeader align="right">Skipped</TableHeader>
                  <TableHeader align="right">Not imported</TableHeader>
                </TableRow>
              </TableHead>
              <TableBody>
                {imports.map((one) => (
                  <TableRow key={one.id}>
                    <TableCell className="whitespace-nowrap">
                      <Link href={`/m/${one.module}/import/${one.id}`} className="text-accent-text hover:underline">
                        <Time value={one.createdAt} />
                      </Link>
                    </TableCell>
                    <TableCell>{one.module}</TableCell>
                    <TableCell>{one.undone ? 'Undone' : STATES[one.status]}</TableCell>
                    <TableCell align="right">{one.rows.toLocaleString('en-US')}</TableCell>
                    <TableCell align="right">{one.taken.toLocaleString('en-US')}</TableCell>
                    <TableCell align="right">{one.overwritten.toLocaleString('en-US')}</TableCell>
                    <TableCell align="right">{one.skipped.toLocaleString('en-US')}</TableCell>
                    <TableCell align="right">{one.failed.toLocaleString('en-US')}</TableCell>
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

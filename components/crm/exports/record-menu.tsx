'use client';

import { Combine, FileDown, MoreHorizontal, Printer } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu';
import { SubjectExportDialog } from './subject-export-dialog';

export interface RecordMenuProps {
  module: { apiName: string; singular: string };
  recordId: string;
  exportable: boolean;
  /** Whether the asker may merge it with others. */
  mergeable: boolean;
  /** Whether the asker may take everything about the record. */
  everything: boolean;
}

/** The ways of a record out of the screen, and into another record. */
export function RecordMenu({ module, recordId, exportable, mergeable, everything }: RecordMenuProps) {
  const [exporting, setExporting] = useState(false);
  const href = `/m/${module.apiName}/${recordId}`;
  const router = useRouter();
  // Not links: what prints or searches is an event, and a link may be fetched before anybody follows it.
  const print = () => window.open(`${href}/print`, '_blank', 'noopener');
  const findDuplicates = () => router.push(`${href}/duplicates`);
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button variant="secondary" size="icon" aria-label="More">
            <MoreHorizontal aria-hidden="true" />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          {mergeable ? (
            <DropdownMenuItem icon={<Combine aria-hidden="true" />} onSelect={findDuplicates}>
              Find duplicates
            </DropdownMenuItem>
          ) : null}
          {exportable ? (
            <DropdownMenuItem icon={<Printer aria-hidden="true" />} onSelect={print}>
              Print view
            </DropdownMenuItem>
          ) : null}
          {exportable && everything ? (
            <DropdownMenuItem icon={<FileDown aria-hidden="true" />} onSelect={() => setExporting(true)}>
              Export everything about this record…
            </DropdownMenuItem>
          ) : null}
        </DropdownMenuContent>
      </DropdownMenu>
      {exporting ? (
        <SubjectExportDialog module={module} recordId={recordId} onClose={() => setExporting(false)} />
      ) : null}
    </>
  );
}

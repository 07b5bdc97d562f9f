'use client';

import { FileDown, MoreHorizontal, Printer } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu';
import type { ExportActs } from './acts';
import { SubjectExportDialog } from './subject-export-dialog';

export interface RecordMenuProps {
  module: { apiName: string; singular: string };
  recordId: string;
  /** Whether the asker may take everything about the record. */
  everything: boolean;
  acts: Pick<ExportActs, 'startSubject'>;
}

/** The ways of a record out of the screen. */
export function RecordMenu({ module, recordId, everything, acts }: RecordMenuProps) {
  const [exporting, setExporting] = useState(false);
  // Not a link: what prints is an event, and a link may be fetched before anybody follows it.
  const print = () => window.open(`/m/${module.apiName}/${recordId}/print`, '_blank', 'noopener');
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button variant="secondary" size="icon" aria-label="More">
            <MoreHorizontal aria-hidden="true" />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          <DropdownMenuItem icon={<Printer aria-hidden="true" />} onSelect={print}>
            Print view
          </DropdownMenuItem>
          {everything ? (
            <DropdownMenuItem icon={<FileDown aria-hidden="true" />} onSelect={() => setExporting(true)}>
              Export everything about this record…
            </DropdownMenuItem>
          ) : null}
        </DropdownMenuContent>
      </DropdownMenu>
      {exporting ? (
        <SubjectExportDialog module={module} recordId={recordId} acts={acts} onClose={() => setExporting(false)} />
      ) : null}
    </>
  );
}

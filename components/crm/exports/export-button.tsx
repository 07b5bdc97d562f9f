'use client';

import { Download } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import type { ListFilter } from '@/lib/crm/records/filter';
import type { SavedView } from '@/lib/crm/views/queries';
import { ExportDialog } from './export-dialog';

export interface ExportButtonProps {
  module: { apiName: string; plural: string };
  /** What the list shows now. */
  view: { columns: readonly string[]; filters: readonly ListFilter[]; search?: string };
  /** The views the asker has. */
  views?: readonly SavedView[];
  /** Records chosen in the list, if any. */
  selected?: readonly string[];
  label?: string;
}

export function ExportButton(props: ExportButtonProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="secondary" size={props.label ? 'sm' : 'md'} onClick={() => setOpen(true)}>
        <Download aria-hidden="true" />
        {props.label ?? <span className="max-sm:sr-only">Export</span>}
      </Button>
      {open ? <ExportDialog {...props} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

'use client';

import { Download } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { ExportDialog, type ExportDialogProps } from './export-dialog';

export interface ExportButtonProps extends Omit<ExportDialogProps, 'onClose'> {
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

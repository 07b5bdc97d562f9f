'use client';

import { Download } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import type { AuditScreenProps } from './audit-screen';
import { ExportDialog } from './export-dialog';

export interface ExportButtonProps extends Pick<AuditScreenProps, 'query' | 'view'> {
  exports: NonNullable<AuditScreenProps['exports']>;
  /** Only live chat. */
  group?: 'chat';
}

export function ExportButton(props: ExportButtonProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="primary" onClick={() => setOpen(true)}>
        <Download aria-hidden="true" />
        Export Audit Log
      </Button>
      {open ? <ExportDialog {...props} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

'use client';

import { ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import type { JobProgress as Job } from '@/lib/platform/background/queries';
import { CheckDialog } from './check-dialog';

/** @param checks the person's newest ones */
export function CheckButton({ checks }: { checks: readonly Job[] }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <ShieldCheck aria-hidden="true" />
        Verify
      </Button>
      {open ? <CheckDialog checks={checks} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

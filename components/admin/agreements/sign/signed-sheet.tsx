'use client';

import { Download } from 'lucide-react';
import { keep } from '@/components/one-time-link/keep';
import { Button } from '@/components/ui/button';
import type { SignedAnswer } from '@/lib/ways-in/http/open-signing';

/** Both have signed: the file is given now, and the link opens nothing any more. */
export function SignedSheet({ signed: { organisation, name, signed } }: { signed: SignedAnswer }) {
  return (
    <div className="flex flex-col gap-4">
      <div>
        <h1 className="font-semibold text-fg text-lg">Signed</h1>
        <p className="mt-1 text-muted text-sm">
          Both have signed, and {organisation} has it. Download the signed file now: the link does not open it again.
          Its last page is the certificate.
        </p>
      </div>
      <Button variant="primary" className="self-start" onClick={() => keep(signed, name)}>
        <Download aria-hidden="true" />
        Download the signed file
      </Button>
    </div>
  );
}

'use client';

import { useState } from 'react';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Time } from '@/components/ui/time';
import type { SignedOff } from '@/lib/admin/audit/review/view';
import { EntryValues } from '../entry-values';
import { STATE_TONES, STATE_WORDS } from './words';

/** What reviewers said, the newest first: the first one counts. Notes are opened when somebody looks. */
export function SignOffs({ signOffs }: { signOffs: readonly SignedOff[] }) {
  const [open, setOpen] = useState<string | null>(null);
  return (
    <section aria-label="Reviewed">
      <h3 className="mb-1 font-medium text-sm">Reviewed</h3>
      <ul className="flex flex-col gap-1">
        {signOffs.map(({ id, verdict, by, at }) => (
          <li key={id} className="flex flex-col gap-1 text-sm">
            <span className="flex flex-wrap items-center gap-2">
              <Badge tone={STATE_TONES[verdict]}>{verdict === 'open' ? 'Opened again' : STATE_WORDS[verdict]}</Badge>
              <span>{by}</span>
              <Time value={at} className="text-muted" />
              <Button
                size="sm"
                variant="ghost"
                aria-expanded={open === id}
                onClick={() => setOpen(open === id ? null : id)}
              >
                Note
              </Button>
            </span>
            {open === id ? <EntryValues id={id} none="No note was written." /> : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

'use client';

import { FileText } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { toast } from 'sonner';
import { sayError } from '@/components/admin/compliance/say-error';
import { Button } from '@/components/ui/button';
import { useAction } from '@/components/ui/use-action';
import type { RecordExtractRow } from '@/lib/admin/audit/extracts/list';
import { ExtractCard } from '../extract/extract-card';
import { takeBack } from './actions';
import { type GivenEntries, GivingDialog } from './giving-dialog';

export interface GivingCardProps extends GivenEntries {
  extracts: readonly RecordExtractRow[];
}

/** The entries about a record, given to whom they concern: an officer makes an extract, and sees what was given. */
export function GivingCard({ query, lines, hasMore, extracts }: GivingCardProps) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const revoke = useAction(takeBack, { onError: sayError });
  return (
    <>
      <ExtractCard
        title="Extracts of this record"
        description="What was given to operators and the patient on request. Each opens once, by its link and its secret."
        emptyText="Give an extract to a patient who asks who did what with their record, or to an operator."
        extracts={extracts.map((extract) => ({ ...extract, forWhom: wordsFor(extract) }))}
        actions={
          <Button size="sm" disabled={lines.length === 0} onClick={() => setOpen(true)}>
            <FileText aria-hidden="true" />
            Give an extract
          </Button>
        }
        pending={revoke.isPending}
        onRevoke={async (extractId, done) => {
          const { serverError } = await revoke.executeAsync({ extractId });
          if (serverError) return;
          done();
          toast.success('Extract taken back');
        }}
      />
      {open ? (
        <GivingDialog
          query={query}
          lines={lines}
          hasMore={hasMore}
          onClose={(made) => {
            setOpen(false);
            // Only now: while link and secret are shown, nothing may take them from the screen.
            if (made) router.refresh();
          }}
        />
      ) : null}
    </>
  );
}

function wordsFor({ audience, recipient }: RecordExtractRow): string {
  const whom = audience === 'patient' ? 'The patient' : 'An operator';
  return recipient === null ? whom : `${whom}: ${recipient}`;
}

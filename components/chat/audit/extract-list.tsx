'use client';

import { toast } from 'sonner';
import { ExtractCard } from '@/components/admin/audit/extract/extract-card';
import { sayError } from '@/components/admin/compliance/say-error';
import { useAction } from '@/components/ui/use-action';
import type { ExtractRow } from '@/lib/admin/audit/extracts/list';
import { revokeExtract } from './actions';

export interface ExtractListProps {
  extracts: readonly ExtractRow[];
}

export function ExtractList({ extracts }: ExtractListProps) {
  const revoke = useAction(revokeExtract, { onError: sayError });
  return (
    <ExtractCard
      title="Extracts"
      description="What was given to operators and visitors on request. Each opens once, by its link and its secret."
      emptyText="Choose entries of one conversation above, then make an extract."
      extracts={extracts.map((extract) => ({
        ...extract,
        forWhom: extract.audience === 'visitor' ? 'The visitor' : 'An operator',
      }))}
      pending={revoke.isPending}
      onRevoke={async (extractId, done) => {
        const { serverError } = await revoke.executeAsync({ extractId });
        if (serverError) return;
        done();
        toast.success('Extract taken back');
      }}
    />
  );
}

'use client';

import { FileText } from 'lucide-react';
import { useAction } from 'next-safe-action/hooks';
import { useState } from 'react';
import { toast } from 'sonner';
import { sayError } from '@/components/admin/compliance/say-error';
import { Card } from '@/components/ui/card';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { EmptyState } from '@/components/ui/empty-state';
import type { ExtractRow } from '@/lib/chat/extracts/list';
import type { Id } from '@/lib/platform/ids';
import { revokeExtract } from './actions';
import { ExtractTable } from './extract-table';

export interface ExtractListProps {
  extracts: readonly ExtractRow[];
}

export function ExtractList({ extracts }: ExtractListProps) {
  const [asking, setAsking] = useState<Id | null>(null);
  const revoke = useAction(revokeExtract, {
    onSuccess: () => {
      setAsking(null);
      toast.success('Extract taken back');
    },
    onError: sayError,
  });
  return (
    <Card
      id="extracts"
      title="Extracts"
      description="What was given to operators and visitors on request. Each opens once, by its link and its secret."
      flush
    >
      {extracts.length === 0 ? (
        <EmptyState
          icon={<FileText />}
          title="No extract was made"
          text="Choose entries of one conversation above, then make an extract."
        />
      ) : (
        <ExtractTable extracts={extracts} onRevoke={setAsking} />
      )}
      <ConfirmDialog
        open={asking !== null}
        onOpenChange={() => setAsking(null)}
        title="Revoke this extract?"
        description="Its link opens nothing any more. Another can be made."
        confirmLabel="Revoke"
        pending={revoke.isPending}
        onConfirm={() => asking && revoke.execute({ extractId: asking })}
      />
    </Card>
  );
}

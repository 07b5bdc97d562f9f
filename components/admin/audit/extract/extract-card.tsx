'use client';

import { FileText } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Card } from '@/components/ui/card';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { EmptyState } from '@/components/ui/empty-state';
import type { Id } from '@/lib/platform/ids';
import { ExtractTable, type ShownExtract } from './extract-table';

export interface ExtractCardProps {
  title: string;
  description: string;
  /** How one is made, where there is none. */
  emptyText: string;
  extracts: readonly ShownExtract[];
  actions?: ReactNode;
  pending: boolean;
  /** @param done closes the question; called when it was taken back. */
  onRevoke: (extractId: Id, done: () => void) => void;
}

/** What was given, whether it was opened, and taking it back. */
export function ExtractCard({ emptyText, extracts, pending, onRevoke, ...card }: ExtractCardProps) {
  const [asking, setAsking] = useState<Id | null>(null);
  return (
    <Card id="extracts" flush {...card}>
      {extracts.length === 0 ? (
        <EmptyState icon={<FileText />} title="No extract was made" text={emptyText} />
      ) : (
        <ExtractTable extracts={extracts} onRevoke={setAsking} />
      )}
      <ConfirmDialog
        open={asking !== null}
        onOpenChange={() => setAsking(null)}
        title="Revoke this extract?"
        description="Its link opens nothing any more. Another can be made."
        confirmLabel="Revoke"
        pending={pending}
        onConfirm={() => asking && onRevoke(asking, () => setAsking(null))}
      />
    </Card>
  );
}

'use client';

import { FileText } from 'lucide-react';
import { useAction } from 'next-safe-action/hooks';
import { useState } from 'react';
import { toast } from 'sonner';
import { sayError } from '@/components/admin/compliance/say-error';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { EmptyState } from '@/components/ui/empty-state';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import type { ExtractRow } from '@/lib/chat/extracts/list';
import type { Id } from '@/lib/platform/ids';
import { revokeExtract } from './actions';

const STATES = {
  ready: 'Not opened yet',
  opened: 'Opened',
  revoked: 'Taken back',
  burnt: 'Ended: wrong secrets',
  expired: 'Expired',
};

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
        <Table label="Extracts">
          <TableHead>
            <tr>
              <TableHeader>Made</TableHeader>
              <TableHeader>By</TableHeader>
              <TableHeader>Conversation ID</TableHeader>
              <TableHeader>For</TableHeader>
              <TableHeader align="right">Entries</TableHeader>
              <TableHeader>Until</TableHeader>
              <TableHeader>State</TableHeader>
              <TableHeader>
                <span className="sr-only">Acts</span>
              </TableHeader>
            </tr>
          </TableHead>
          <TableBody>
            {extracts.map((extract) => (
              <TableRow key={extract.id}>
                <TableCell>
                  <Time value={extract.createdAt} />
                </TableCell>
                <TableCell>{extract.createdBy ?? 'A former user'}</TableCell>
                <TableCell className="font-mono text-xs">{extract.conversationId}</TableCell>
                <TableCell>{extract.audience === 'visitor' ? 'The visitor' : 'An operator'}</TableCell>
                <TableCell align="right">{extract.entries}</TableCell>
                <TableCell>
                  <Time value={extract.expiresAt} />
                </TableCell>
                <TableCell>
                  <Badge tone={extract.state === 'ready' ? 'accent' : 'neutral'}>{STATES[extract.state]}</Badge>
                </TableCell>
                <TableCell align="right">
                  {extract.state === 'ready' ? (
                    <Button
                      size="sm"
                      aria-label={`Revoke the extract of conversation ${extract.conversationId}`}
                      onClick={() => setAsking(extract.id)}
                    >
                      Revoke
                    </Button>
                  ) : null}
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
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

'use client';

import { ShieldBan } from 'lucide-react';
import Link from 'next/link';
import { toast } from 'sonner';
import { sayError } from '@/components/admin/compliance/say-error';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import { useAction } from '@/components/ui/use-action';
import type { Block } from '@/lib/chat/visitors/block';
import { liftBlock } from './actions';

const KINDS = { visitor: 'Browser', address: 'Network address' };

export interface BlockedListProps {
  blocks: readonly Block[];
  /** Whether the asker may open conversations. */
  mayOpen: boolean;
}

/** Addresses are kept as keyed hashes: nobody can read them here. */
export function BlockedList({ blocks, mayOpen }: BlockedListProps) {
  const lift = useAction(liftBlock, { onSuccess: () => toast.success('Block lifted'), onError: sayError });
  const lifting = lift.isPending ? lift.input.id : null;
  return (
    <Card
      id="blocked"
      title="Blocked"
      description="Who can write no more. Operators block from a conversation; which address it is can be read nowhere."
      flush
    >
      {blocks.length === 0 ? (
        <EmptyState icon={<ShieldBan />} title="Nobody is blocked" text="Operators can block a visitor from a chat." />
      ) : (
        <Table label="Blocked">
          <TableHead>
            <tr>
              <TableHeader>What</TableHeader>
              <TableHeader>From conversation</TableHeader>
              <TableHeader>By</TableHeader>
              <TableHeader>Since</TableHeader>
              <TableHeader>Until</TableHeader>
              <TableHeader>
                <span className="sr-only">Actions</span>
              </TableHeader>
            </tr>
          </TableHead>
          <TableBody>
            {blocks.map((block) => (
              <TableRow key={block.id}>
                <TableCell className="font-medium">{KINDS[block.kind]}</TableCell>
                <TableCell className="tabular-nums">
                  <Conversation id={block.conversationId} mayOpen={mayOpen} />
                </TableCell>
                <TableCell>{block.createdBy ?? 'A former user'}</TableCell>
                <TableCell>
                  <Time value={block.createdAt} />
                </TableCell>
                <TableCell>{block.until ? <Time value={block.until} /> : 'It is lifted'}</TableCell>
                <TableCell align="right">
                  <Button
                    size="sm"
                    aria-label={`Lift the block of ${block.conversationId ?? block.id}`}
                    pending={lifting === block.id}
                    onClick={() => lift.execute({ id: block.id })}
                  >
                    Lift
                  </Button>
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
    </Card>
  );
}

function Conversation({ id, mayOpen }: { id: Block['conversationId']; mayOpen: boolean }) {
  if (!id) return 'Deleted';
  if (!mayOpen) return id;
  return (
    <Link href={`/chat/${id}`} className="text-accent-text hover:underline">
      {id}
    </Link>
  );
}

import Link from 'next/link';
import { Badge, type BadgeTone } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import type { LinkedConversation } from '@/lib/chat/conversations/link-record';

const STATUSES: Readonly<Record<string, { label: string; tone: BadgeTone }>> = {
  waiting: { label: 'Waiting', tone: 'warning' },
  open: { label: 'Open', tone: 'success' },
  missed: { label: 'Missed', tone: 'danger' },
  closed: { label: 'Closed', tone: 'neutral' },
};

export interface ConversationsCardProps {
  conversations: readonly LinkedConversation[];
  /** Whether the asker may open conversations. */
  mayOpen: boolean;
}

/** The conversations linked to a record: when and how they stand, without a word of them. */
export function ConversationsCard({ conversations, mayOpen }: ConversationsCardProps) {
  return (
    <Card id="conversations" title={`Conversations (${conversations.length})`} flush={conversations.length > 0}>
      {conversations.length === 0 ? (
        <p className="text-sm text-subtle">No live chat is linked to this record.</p>
      ) : (
        <Table label="Conversations">
          <TableHead>
            <tr>
              <TableHeader>Conversation</TableHeader>
              <TableHeader>Started</TableHeader>
              <TableHeader>Status</TableHeader>
            </tr>
          </TableHead>
          <TableBody>
            {conversations.map(({ id, status, startedAt }) => (
              <TableRow key={id}>
                <TableCell className="tabular-nums">
                  {mayOpen ? (
                    <Link href={`/chat/${id}`} className="text-accent-text hover:underline">
                      {id}
                    </Link>
                  ) : (
                    id
                  )}
                </TableCell>
                <TableCell>
                  <Time value={startedAt} />
                </TableCell>
                <TableCell>
                  <Badge tone={STATUSES[status]?.tone ?? 'neutral'}>{STATUSES[status]?.label ?? status}</Badge>
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
    </Card>
  );
}

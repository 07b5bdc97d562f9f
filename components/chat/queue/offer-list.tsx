'use client';

import { ArrowRightLeft } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { acceptTransfer, rejectTransfer } from '@/components/chat/actions';
import { useChat } from '@/components/chat/chat-context';
import { conversationPath } from '@/components/chat/paths';
import { useAct } from '@/components/chat/use-act';
import { Button } from '@/components/ui/button';
import type { QueueRow } from '@/lib/chat/conversations/queues';
import type { Id } from '@/lib/platform/ids';
import { visitorName } from './queue-words';

/** Conversations that others offer to the operator, whichever list is shown. */
export function OfferList({ offered }: { offered: readonly QueueRow[] }) {
  if (offered.length === 0) return null;
  return (
    <ul aria-label="Offered to you" className="shrink-0 border-accent-line border-b bg-accent-soft">
      {offered.map((row) => (
        <Offer key={row.transferId} row={row} transferId={row.transferId ?? ''} />
      ))}
    </ul>
  );
}

function Offer({ row, transferId }: { row: QueueRow; transferId: Id }) {
  const router = useRouter();
  const { lists } = useChat();
  const accept = useAct(acceptTransfer);
  const reject = useAct(rejectTransfer);
  async function take() {
    const answer = await accept.run({ transferId });
    lists.reload();
    if (answer.ok) router.push(conversationPath(row.id, 'mine'));
  }
  async function refuse() {
    await reject.run({ transferId });
    lists.reload();
  }
  return (
    <li className="flex flex-wrap items-center gap-2 px-3 py-2">
      <ArrowRightLeft aria-hidden="true" className="size-4 shrink-0 text-accent-text" />
      <p className="min-w-0 flex-1 text-fg text-xs">
        <span className="font-medium">{visitorName(row.id)}</span> is offered to you
        {row.operator ? ` by ${row.operator.name}` : ''}
      </p>
      <Button variant="primary" size="sm" pending={accept.pending} onClick={take}>
        Accept
      </Button>
      <Button size="sm" pending={reject.pending} onClick={refuse}>
        Reject
      </Button>
    </li>
  );
}

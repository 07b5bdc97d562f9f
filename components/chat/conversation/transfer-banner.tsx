'use client';

import { ArrowRightLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { acceptTransfer, rejectTransfer, withdrawTransfer } from '@/components/chat/actions';
import { useChat } from '@/components/chat/chat-context';
import { type Act, useAct } from '@/components/chat/use-act';
import { Button } from '@/components/ui/button';
import type { ConversationView } from '@/lib/chat/conversations/get';

/** An offer that stands: to whoever it goes, they decide; whoever made it may take it back. */
export function TransferBanner({ view, onChanged }: { view: ConversationView; onChanged: () => void }) {
  const { me } = useChat();
  const { transfer } = view;
  if (!transfer) return null;
  const toMe = transfer.to.id === me;
  const fromMe = transfer.from.id === me;
  return (
    <div
      role="status"
      className="flex shrink-0 flex-wrap items-center gap-2 border-accent-line border-b bg-accent-soft px-4 py-2 text-fg text-sm"
    >
      <ArrowRightLeft aria-hidden="true" className="size-4 shrink-0 text-accent-text" />
      <p className="min-w-0 flex-1">
        {toMe
          ? `${transfer.from.name} offers you this conversation.`
          : fromMe
            ? `Offered to ${transfer.to.name}, who has not answered yet.`
            : `${transfer.from.name} offered it to ${transfer.to.name}.`}
      </p>
      {toMe ? (
        <>
          <Settle act={acceptTransfer} id={transfer.id} primary onChanged={onChanged}>
            Accept
          </Settle>
          <Settle act={rejectTransfer} id={transfer.id} onChanged={onChanged}>
            Reject
          </Settle>
        </>
      ) : null}
      {fromMe ? (
        <Settle act={withdrawTransfer} id={transfer.id} onChanged={onChanged}>
          Withdraw
        </Settle>
      ) : null}
    </div>
  );
}

interface SettleProps {
  act: Act<{ transferId: string }>;
  id: string;
  primary?: boolean;
  onChanged: () => void;
  children: ReactNode;
}

function Settle({ act, id, primary, onChanged, children }: SettleProps) {
  const { lists } = useChat();
  const { run, pending } = useAct(act);
  async function settle() {
    await run({ transferId: id });
    lists.reload();
    onChanged();
  }
  return (
    <Button size="sm" variant={primary ? 'primary' : 'secondary'} pending={pending} onClick={settle}>
      {children}
    </Button>
  );
}

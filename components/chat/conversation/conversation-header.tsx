'use client';

import { ArrowLeft, ArrowRightLeft, Check, UserRound } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { close, offerTransfer } from '@/components/chat/actions';
import { useChat } from '@/components/chat/chat-context';
import { queuePath } from '@/components/chat/paths';
import { PickUpButton } from '@/components/chat/pick-up-button';
import { visitorName } from '@/components/chat/queue/queue-words';
import { useAct } from '@/components/chat/use-act';
import { Badge, type BadgeTone } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { buttonClass } from '@/components/ui/button-class';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import type { ConversationView } from '@/lib/chat/conversations/get';
import { ConversationMenu } from './conversation-menu';
import { OperatorDialog } from './operator-dialog';
import { Presence } from './presence';

const STATUS: Record<ConversationView['status'], { label: string; tone: BadgeTone }> = {
  waiting: { label: 'Waiting', tone: 'warning' },
  missed: { label: 'Missed', tone: 'danger' },
  open: { label: 'Open', tone: 'success' },
  closed: { label: 'Closed', tone: 'neutral' },
};

export interface ConversationHeaderProps {
  view: ConversationView;
  /** Shows the visitor where there is no room for both. */
  onVisitor: () => void;
  onChanged: () => void;
}

export function ConversationHeader({ view, onVisitor, onChanged }: ConversationHeaderProps) {
  const { lists } = useChat();
  const { id, status, details, operator, can, transfer } = view;
  const who = visitorName(id);
  return (
    <header className="flex min-h-12 shrink-0 items-center gap-2 border-line border-b px-3 py-1.5">
      <Link
        href={queuePath(lists.queue)}
        prefetch={false}
        aria-label="Back to the list"
        className={buttonClass('ghost', 'icon-sm', 'md:hidden')}
      >
        <ArrowLeft aria-hidden="true" />
      </Link>
      <div className="min-w-0 flex-1">
        <div className="flex items-center gap-2">
          <h2 className="truncate font-semibold text-base text-fg">{details.name ?? who}</h2>
          <Badge tone={STATUS[status].tone}>{STATUS[status].label}</Badge>
        </div>
        <p className="flex min-w-0 items-center gap-2 text-muted text-xs">
          <Presence view={view} />
          <span className="truncate">
            {[details.name ? who : null, view.department ?? view.brand, operator?.name].filter(Boolean).join(' · ')}
          </span>
        </p>
      </div>
      {can.pickUp ? <PickUpButton conversationId={id} size="sm" onPickedUp={onChanged} /> : null}
      {can.transfer && !transfer ? <TransferButton view={view} onChanged={onChanged} /> : null}
      {can.close ? <CloseButton view={view} onChanged={onChanged} /> : null}
      <Button variant="ghost" size="icon-sm" aria-label="Visitor details" className="xl:hidden" onClick={onVisitor}>
        <UserRound aria-hidden="true" />
      </Button>
      <ConversationMenu view={view} onChanged={onChanged} />
    </header>
  );
}

interface Part {
  view: ConversationView;
  onChanged: () => void;
}

function TransferButton({ view, onChanged }: Part) {
  const { me } = useChat();
  const [open, setOpen] = useState(false);
  const { run, pending, problem } = useAct(offerTransfer, { quiet: true });
  async function offer(toUserId: string) {
    const answer = await run({ conversationId: view.id, toUserId });
    onChanged();
    if (answer.ok) setOpen(false);
  }
  return (
    <>
      <Button size="sm" onClick={() => setOpen(true)}>
        <ArrowRightLeft aria-hidden="true" />
        <span className="max-lg:sr-only">Transfer</span>
      </Button>
      {open ? (
        <OperatorDialog
          title="Transfer conversation"
          description="It stays yours until they accept it."
          confirmLabel="Offer"
          without={[me]}
          pending={pending}
          problem={problem}
          onChoose={(user) => void offer(user)}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </>
  );
}

function CloseButton({ view, onChanged }: Part) {
  const { lists } = useChat();
  const [asking, setAsking] = useState(false);
  const { run, pending } = useAct(close);
  async function closeIt() {
    await run({ conversationId: view.id });
    setAsking(false);
    lists.reload();
    onChanged();
  }
  return (
    <>
      <Button size="sm" onClick={() => setAsking(true)}>
        <Check aria-hidden="true" />
        <span className="max-lg:sr-only">Close conversation</span>
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title="Close this conversation?"
        description="The visitor is told. A closed conversation cannot be opened for answers again; they can start a new one."
        confirmLabel="Close conversation"
        tone="primary"
        pending={pending}
        onConfirm={() => void closeIt()}
      />
    </>
  );
}

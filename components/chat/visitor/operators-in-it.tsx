'use client';

import { X } from 'lucide-react';
import { removeOperator } from '@/components/chat/actions';
import { useAct } from '@/components/chat/use-act';
import { Avatar } from '@/components/ui/avatar';
import { Button } from '@/components/ui/button';
import type { ConversationView } from '@/lib/chat/conversations/get';

/** Who has the conversation, and whom they asked in. */
export function OperatorsInIt({ view, onChanged }: { view: ConversationView; onChanged: () => void }) {
  const { run, pending } = useAct(removeOperator);
  const { id, operator, participants, can } = view;
  async function remove(userId: string) {
    await run({ conversationId: id, userId });
    onChanged();
  }
  if (!operator && participants.length === 0) return <p className="text-sm text-subtle">Nobody yet.</p>;
  return (
    <ul className="flex flex-col gap-1.5">
      {operator ? (
        <li className="flex items-center gap-2 text-fg text-sm">
          <Avatar name={operator.name} size="sm" />
          <span className="min-w-0 flex-1 truncate">{operator.name}</span>
          <span className="text-subtle text-xs">Has it</span>
        </li>
      ) : null}
      {participants
        .filter((one) => one.id !== operator?.id)
        .map((one) => (
          <li key={one.id} className="flex items-center gap-2 text-fg text-sm">
            <Avatar name={one.name} size="sm" />
            <span className="min-w-0 flex-1 truncate">{one.name}</span>
            {can.transfer ? (
              <Button
                variant="ghost"
                size="icon-sm"
                aria-label={`Remove ${one.name}`}
                pending={pending}
                onClick={() => void remove(one.id)}
              >
                <X aria-hidden="true" />
              </Button>
            ) : null}
          </li>
        ))}
    </ul>
  );
}

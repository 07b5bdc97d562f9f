'use client';

import { useRouter } from 'next/navigation';
import { Button, type ButtonProps } from '@/components/ui/button';
import type { Id } from '@/lib/platform/ids';
import { pickUp } from './actions';
import { useChat } from './chat-context';
import { conversationPath } from './paths';
import { useAct } from './use-act';

export interface PickUpButtonProps extends Pick<ButtonProps, 'size' | 'className'> {
  conversationId: Id;
  /** Where it is open already. */
  onPickedUp?: () => void;
}

/** Of several who press at once one gets it; the others are told who was quicker. */
export function PickUpButton({ conversationId, onPickedUp, size, className }: PickUpButtonProps) {
  const router = useRouter();
  const { lists } = useChat();
  const { run, pending } = useAct(pickUp);
  async function take() {
    const answer = await run({ conversationId });
    lists.reload();
    if (!answer.ok) return;
    const path = conversationPath(conversationId, 'mine');
    if (!onPickedUp) return router.push(path);
    // It is open already: only the list beside it is another from now on.
    window.history.replaceState(null, '', path);
    onPickedUp();
  }
  return (
    <Button variant="primary" size={size} pending={pending} onClick={take} className={className}>
      Pick up
    </Button>
  );
}

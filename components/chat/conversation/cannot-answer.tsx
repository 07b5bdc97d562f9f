import { PickUpButton } from '@/components/chat/pick-up-button';
import type { ConversationView } from '@/lib/chat/conversations/get';

export interface CannotAnswerProps {
  view: ConversationView;
  onChanged: () => void;
}

/** Why one cannot answer, and what to do about it. */
export function CannotAnswer({ view, onChanged }: CannotAnswerProps) {
  const { id, status, can, operator } = view;
  if (can.answer) return null;
  const text =
    status === 'closed'
      ? 'This conversation is closed. You can still add a note.'
      : status === 'open'
        ? `${operator?.name ?? 'Another operator'} answers here. You can add a note.`
        : 'Pick it up to answer.';
  return (
    <div className="mb-2 flex items-center gap-3 text-muted text-sm">
      <p className="flex-1">{text}</p>
      {can.pickUp ? <PickUpButton conversationId={id} size="sm" onPickedUp={onChanged} /> : null}
    </div>
  );
}

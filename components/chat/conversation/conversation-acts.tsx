import { Ban, Download, LogOut, Trash2, UserPlus } from 'lucide-react';
import { useChat } from '@/components/chat/chat-context';
import { DropdownMenuItem, DropdownMenuSeparator } from '@/components/ui/dropdown-menu';
import type { ConversationView } from '@/lib/chat/conversations/get';

/** What is asked before it is done. */
export type ConversationQuestion = 'block' | 'delete' | 'operator';

export interface ConversationActsProps {
  view: ConversationView;
  onAsk: (question: ConversationQuestion) => void;
  onLeave: () => void;
}

/** Entries of a conversation's menu. */
export function ConversationActs({ view, onAsk, onLeave }: ConversationActsProps) {
  const { me } = useChat();
  const isParticipant = view.participants.some((one) => one.id === me);
  return (
    <>
      {view.can.transfer ? (
        <DropdownMenuItem icon={<UserPlus />} onSelect={() => onAsk('operator')}>
          Add operator
        </DropdownMenuItem>
      ) : null}
      {isParticipant ? (
        <DropdownMenuItem icon={<LogOut />} onSelect={onLeave}>
          Leave conversation
        </DropdownMenuItem>
      ) : null}
      <DropdownMenuItem icon={<Download />} onSelect={() => download(`/api/chat/conversations/${view.id}/transcript`)}>
        Download transcript
      </DropdownMenuItem>
      <DropdownMenuSeparator />
      <DropdownMenuItem icon={<Ban />} tone="danger" onSelect={() => onAsk('block')}>
        Block visitor
      </DropdownMenuItem>
      {view.can.delete ? (
        <DropdownMenuItem icon={<Trash2 />} tone="danger" onSelect={() => onAsk('delete')}>
          Delete conversation
        </DropdownMenuItem>
      ) : null}
    </>
  );
}

/** Not by going there: an answer that is an error would take the console's place. */
function download(path: string): void {
  const link = document.createElement('a');
  link.href = path;
  link.download = '';
  link.click();
}

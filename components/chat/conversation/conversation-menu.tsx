'use client';

import { EllipsisVertical } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { addOperator, removeOperator } from '@/components/chat/actions';
import { useChat } from '@/components/chat/chat-context';
import { conversationPath, queuePath } from '@/components/chat/paths';
import { useAct } from '@/components/chat/use-act';
import { useDelete } from '@/components/chat/use-delete';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { DropdownMenu, DropdownMenuContent, DropdownMenuTrigger } from '@/components/ui/dropdown-menu';
import type { ConversationView } from '@/lib/chat/conversations/get';
import { BlockDialog } from './block-dialog';
import { ConversationActs, type ConversationQuestion } from './conversation-acts';
import { OperatorDialog } from './operator-dialog';

/** What is done seldom. */
export function ConversationMenu({ view, onChanged }: { view: ConversationView; onChanged: () => void }) {
  const router = useRouter();
  const { me, lists } = useChat();
  const [asking, setAsking] = useState<ConversationQuestion | null>(null);
  const adding = useAct(addOperator, { quiet: true });
  const leaving = useAct(removeOperator);
  const deleting = useDelete(() => router.push(conversationPath(id, 'closed')));
  const { id, participants } = view;

  async function add(userId: string) {
    const answer = await adding.run({ conversationId: id, userId });
    onChanged();
    if (answer.ok) setAsking(null);
  }
  async function leave() {
    const answer = await leaving.run({ conversationId: id, userId: me });
    if (!answer.ok) return;
    lists.reload();
    router.push(queuePath('mine'));
  }
  async function remove() {
    const done = await deleting.remove([id]);
    setAsking(null);
    if (done) router.push(queuePath('closed'));
  }
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button variant="ghost" size="icon-sm" aria-label="More">
            <EllipsisVertical aria-hidden="true" />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          <ConversationActs view={view} onAsk={setAsking} onLeave={() => void leave()} />
        </DropdownMenuContent>
      </DropdownMenu>
      {asking === 'operator' ? (
        <OperatorDialog
          title="Add operator"
          description="They can read and answer along with you as soon as they open it."
          confirmLabel="Add"
          without={[me, ...participants.map((one) => one.id)]}
          pending={adding.pending}
          problem={adding.problem}
          onChoose={(user) => void add(user)}
          onClose={() => setAsking(null)}
        />
      ) : null}
      {asking === 'block' ? <BlockDialog conversationId={id} onClose={() => setAsking(null)} /> : null}
      <ConfirmDialog
        open={asking === 'delete'}
        onOpenChange={(open) => setAsking(open ? 'delete' : null)}
        title="Delete this conversation?"
        description="It goes to the recycle bin. After 90 days what was said, its files and its key are gone for good."
        confirmLabel="Delete"
        pending={deleting.pending}
        onConfirm={() => void remove()}
      />
    </>
  );
}

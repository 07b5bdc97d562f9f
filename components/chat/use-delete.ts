import { toast } from 'sonner';
import type { Id } from '@/lib/platform/ids';
import { remove, restore } from './actions';
import { answerOf } from './answers';
import { useChat } from './chat-context';
import { useAct } from './use-act';

/** Moves closed conversations to the recycle bin, and offers to bring them back. */
export function useDelete(onRestored: () => void) {
  const { lists } = useChat();
  const { run, pending } = useAct(remove);
  async function moveToBin(ids: Id[]): Promise<boolean> {
    const answer = await run({ ids });
    if (!answer.ok) return false;
    lists.reload();
    const what = ids.length === 1 ? 'Conversation' : `${ids.length} conversations`;
    toast.success(`${what} moved to the recycle bin`, {
      action: { label: 'Undo', onClick: () => void bringBack(ids) },
    });
    return true;
  }
  async function bringBack(ids: Id[]) {
    const answer = await answerOf(restore({ ids }));
    lists.reload();
    if (answer.ok) onRestored();
    else toast.error(answer.problem.message);
  }
  return { remove: moveToBin, pending };
}

import type { ChangesAnswer } from '@/lib/ways-in/widget/contract';
import type { Core } from './core';
import { lastSeq, merged } from './merge';

const HAPPENED = { open: 'attended', missed: 'missed', closed: 'completed', waiting: null } as const;

/** What comes of an answer of the server's, of what is seen, and of a conversation that is no more. */
export function makeTaking({ get, set, keep, happened, isSeen }: Core, stop: () => void) {
  const markRead = () => {
    const { conversation, read } = get();
    const last = conversation ? lastSeq(conversation.thread) : 0;
    if (last > read && isSeen()) {
      set({ read: last });
      keep();
    }
  };
  return {
    markRead,

    take(answer: ChangesAnswer) {
      const before = get().conversation;
      if (!before) return;
      const { status, operatorName, rating, messages } = answer;
      const said = messages.some(({ kind }) => kind === 'operator');
      const thread = merged(before.thread, answer);
      set({ conversation: { ...before, status, operatorName, rating, thread }, ...(said && { typing: false }) });
      const event = HAPPENED[status];
      if (event && status !== before.status && before.status !== null) happened(event);
      if (status === 'closed') {
        stop();
        set({ live: true, typing: false });
      }
      markRead();
    },

    /** The conversation is not there for this visitor any more. */
    leave() {
      stop();
      set({ conversation: null, read: 0, typing: false, live: true, refusal: null, notice: '' });
      keep();
    },
  };
}

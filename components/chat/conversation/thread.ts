/**
 * One conversation as this browser knows it. Not a component: it goes on sending while another conversation is on the
 * screen.
 */

import type { Answer } from '@/components/chat/answers';
import type { ConversationChanges } from '@/lib/chat/conversations/changes';
import { makeOutbox, type OutboxDoors } from './thread-outbox';
import { makeQuestions } from './thread-questions';
import { makeThreadStore } from './thread-state';

/** How a thread reaches the server. */
export interface ThreadDoors extends OutboxDoors {
  changes(since: number): Promise<Answer<ConversationChanges>>;
}

export type Thread = ReturnType<typeof makeThread>;

const TYPING_MS = 6_000;

export function makeThread(doors: ThreadDoors) {
  const store = makeThreadStore();
  const { get, set, subscribe } = store;
  const ask = makeQuestions(store, (since) => doors.changes(since));
  const { add, ...outbox } = makeOutbox(store, doors, ask);
  let typingTimer: ReturnType<typeof setTimeout> | undefined;
  return {
    /** What is being written; kept here so that it is still there after a look at another conversation. */
    draft: { text: '', note: false },
    ...{ ask, subscribe, ...outbox },
    read: get,
    send: (text: string, note: boolean) => add({ text, note, file: null }),
    attach: (file: File) => add({ text: '', note: false, file }),
    hearTyping() {
      clearTimeout(typingTimer);
      typingTimer = setTimeout(() => set({ visitorTypes: false }), TYPING_MS);
      if (!get().visitorTypes) set({ visitorTypes: true });
    },
  };
}

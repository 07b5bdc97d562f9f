/** What this browser knows of one conversation, and what it wrote that the server may not have yet. In memory only. */

import type { Problem } from '@/components/chat/answers';
import { makeStore } from '@/components/chat/store';
import type { ConversationChanges, Message } from '@/lib/chat/conversations/changes';

export interface Pending {
  clientId: string;
  text: string;
  note: boolean;
  /** Absent: a message. */
  file: File | null;
  /** How much of the file is there. */
  percent: number;
  /** `sent`: kept by the server, and about to come back as a message. */
  state: 'sending' | 'sent' | 'failed';
  problem: Problem | null;
}

export interface ThreadState {
  since: number;
  messages: readonly Message[];
  pending: readonly Pending[];
  status: ConversationChanges['status'] | null;
  operatorName: string | null;
  loaded: boolean;
  /** Why the last question was not answered. */
  problem: Problem | null;
  visitorTypes: boolean;
}

const EMPTY: ThreadState = {
  since: 0,
  messages: [],
  pending: [],
  status: null,
  operatorName: null,
  loaded: false,
  problem: null,
  visitorTypes: false,
};

export type ThreadStore = ReturnType<typeof makeThreadStore>;

export function makeThreadStore() {
  const { get, set, subscribe } = makeStore(EMPTY);
  return {
    ...{ get, set, subscribe },
    findPending: (clientId: string) => get().pending.find((one) => one.clientId === clientId),
    changePending: (clientId: string, patch: Partial<Pending>) =>
      set({ pending: get().pending.map((one) => (one.clientId === clientId ? { ...one, ...patch } : one)) }),
    dropPending: (clientId: string) => set({ pending: get().pending.filter((one) => one.clientId !== clientId) }),
    /** What may not be read any more is not kept either; what was written here is. */
    shut(problem: Problem) {
      const { pending: _, ...empty } = EMPTY;
      set({ ...empty, problem });
    },
  };
}

/**
 * What this browser knows of one conversation, and what it wrote that the server may not have yet. It lives in memory
 * only. Not a component: it goes on sending while another conversation is on the screen.
 */

import type { Answer, Problem } from '@/components/chat/answers';
import type { ConversationChanges, Message } from '@/lib/chat/conversations/changes';
import { oneAtATime, stillPending, takeChanges } from '@/lib/chat/merge';
import { newClientId } from './client-id';

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

/** How a thread reaches the server. */
export interface ThreadDoors {
  changes(since: number): Promise<Answer<ConversationChanges>>;
  send(message: { clientId: string; text: string; note: boolean }): Promise<Answer<unknown>>;
  upload(
    file: { clientId: string; file: File },
    onPercent: (percent: number) => void,
    signal: AbortSignal,
  ): Promise<Answer<unknown>>;
}

export type Thread = ReturnType<typeof makeThread>;

const TYPING_MS = 6_000;
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

/** What may not be read any more is not kept either; what was written here is. */
const shut = (problem: Problem): Partial<ThreadState> => {
  const { pending: _, ...empty } = EMPTY;
  return { ...empty, problem };
};

/** Hidden parts are clear to the operator of an open conversation only, and those messages do not change when it ends. */
function isHiddenAgain(before: ThreadState, now: Pick<ConversationChanges, 'status' | 'operatorName'>): boolean {
  const changed = before.status !== now.status || before.operatorName !== now.operatorName;
  return before.since > 0 && changed && before.messages.some(({ hidden }) => hidden.length > 0);
}

export function makeThread(doors: ThreadDoors) {
  let state = EMPTY;
  let typingTimer: ReturnType<typeof setTimeout> | undefined;
  const listeners = new Set<() => void>();
  const uploads = new Map<string, AbortController>();

  const set = (patch: Partial<ThreadState>) => {
    state = { ...state, ...patch };
    for (const listener of listeners) listener();
  };
  const change = (clientId: string, patch: Partial<Pending>) =>
    set({ pending: state.pending.map((one) => (one.clientId === clientId ? { ...one, ...patch } : one)) });
  const drop = (clientId: string) => set({ pending: state.pending.filter((one) => one.clientId !== clientId) });

  /** Asks for what is not known yet, until there is no more. */
  const ask = oneAtATime(async () => {
    for (let more = true; more; ) {
      const answer = await doors.changes(state.since);
      if (!answer.ok) return set(answer.problem.kind === 'lost' ? { problem: answer.problem } : shut(answer.problem));
      const { status, operatorName, messages } = answer.value;
      if (isHiddenAgain(state, answer.value)) {
        // What was shown to its operator is shown as tokens from now on: read all of it anew.
        set({ since: 0, messages: [], status, operatorName });
        continue;
      }
      const known = takeChanges(state, answer.value);
      const spoke = messages.some(({ kind }) => kind === 'visitor');
      more = answer.value.more;
      set({
        ...known,
        pending: stillPending(state.pending, known.messages),
        status,
        operatorName,
        problem: null,
        loaded: state.loaded || !more,
        ...(spoke && { visitorTypes: false }),
      });
    }
  });

  async function deliver(clientId: string): Promise<void> {
    const one = state.pending.find((pending) => pending.clientId === clientId);
    if (!one) return;
    change(clientId, { state: 'sending', problem: null, percent: 0 });
    const answer = await (one.file ? upload(clientId, one.file) : doors.send(one));
    // Cancelled meanwhile, or here already by another answer.
    if (!state.pending.some((pending) => pending.clientId === clientId)) return;
    if (!answer.ok) return change(clientId, { state: 'failed', problem: answer.problem });
    change(clientId, { state: 'sent' });
    await ask();
  }

  async function upload(clientId: string, file: File): Promise<Answer<unknown>> {
    const stop = new AbortController();
    uploads.set(clientId, stop);
    try {
      return await doors.upload({ clientId, file }, (percent) => change(clientId, { percent }), stop.signal);
    } finally {
      uploads.delete(clientId);
    }
  }

  function add(given: Pick<Pending, 'text' | 'note' | 'file'>): Promise<void> {
    const clientId = newClientId();
    const one: Pending = { ...given, clientId, percent: 0, state: 'sending', problem: null };
    set({ pending: [...state.pending, one] });
    return deliver(clientId);
  }

  return {
    /** What is being written; kept here so that it is still there after a look at another conversation. */
    draft: { text: '', note: false },
    ask,
    read: () => state,
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    send: (text: string, note: boolean) => add({ text, note, file: null }),
    attach: (file: File) => add({ text: '', note: false, file }),
    /** Sends once more under the same id: had it arrived after all, it is the same message. */
    retry: deliver,
    retryLost() {
      for (const { clientId, state: at, problem } of state.pending) {
        if (at === 'failed' && problem?.kind === 'lost') void deliver(clientId);
      }
    },
    /** Gives up a message that was not taken, or a file on its way. */
    cancel(clientId: string) {
      uploads.get(clientId)?.abort();
      drop(clientId);
    },
    hearTyping() {
      clearTimeout(typingTimer);
      typingTimer = setTimeout(() => set({ visitorTypes: false }), TYPING_MS);
      if (!state.visitorTypes) set({ visitorTypes: true });
    },
  };
}

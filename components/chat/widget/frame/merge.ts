/** Messages as the server has them, and those of ours that it has not confirmed yet. Pure. */
import { mergeMessages, stillPending } from '@/lib/chat/merge';
import type { ChangesAnswer } from '@/lib/ways-in/widget/contract';

export type Message = ChangesAnswer['messages'][number];

export type Hidden = { start: number; end: number; kind: string }[];

/** Made here, on its way. It keeps its `clientId` however often it is sent, so it becomes one message. */
export interface Pending {
  clientId: string;
  text: string;
  hidden: Hidden;
  file: File | null;
  at: string;
  state: 'sending' | 'failed';
  /** 0 to 1, of a file. */
  progress: number;
  error: string;
  /** Sent again by itself when the connection is back. */
  again: boolean;
}

export interface Thread {
  /** In order of `seq`, each once. */
  messages: readonly Message[];
  pending: readonly Pending[];
  /** Up to where all changes are known. */
  seq: number;
}

export const EMPTY_THREAD: Thread = { messages: [], pending: [], seq: 0 };

/** What the server says takes the place of what is known by the same id, and of what was pending under its `clientId`. */
export function merged(thread: Thread, answer: Pick<ChangesAnswer, 'messages' | 'seq'>): Thread {
  return { ...withMessages(thread, answer.messages), seq: Math.max(thread.seq, answer.seq) };
}

/** A message of ours that was answered. The cursor stays: others may have spoken before it. */
export function delivered(thread: Thread, { clientId, text, hidden }: Pending, sent: SentMessage): Thread {
  if (thread.messages.some(({ id }) => id === sent.id)) return without(thread, clientId);
  const message: Message = {
    ...sent,
    clientId,
    kind: 'visitor',
    author: null,
    text,
    event: null,
    hidden,
    file: sent.file ?? null,
  };
  return withMessages(thread, [message]);
}

export interface SentMessage extends Pick<Message, 'id' | 'seq' | 'at'> {
  file?: Message['file'];
}

const withMessages = (thread: Thread, added: readonly Message[]): Thread => ({
  ...thread,
  messages: mergeMessages(thread.messages, added),
  pending: stillPending(thread.pending, added),
});

export const withPending = (thread: Thread, added: Pending): Thread => ({
  ...thread,
  pending: [...thread.pending.filter(({ clientId }) => clientId !== added.clientId), added],
});

export const changed = (thread: Thread, clientId: string, change: Partial<Pending>): Thread => ({
  ...thread,
  pending: thread.pending.map((pending) => (pending.clientId === clientId ? { ...pending, ...change } : pending)),
});

export const without = (thread: Thread, clientId: string): Thread => ({
  ...thread,
  pending: thread.pending.filter((pending) => pending.clientId !== clientId),
});

/** Answers after `read`, for the badge. */
export const unreadAfter = ({ messages }: Thread, read: number): number =>
  messages.filter(({ kind, seq }) => kind === 'operator' && seq > read).length;

export const lastSeq = ({ messages }: Thread): number => messages.at(-1)?.seq ?? 0;

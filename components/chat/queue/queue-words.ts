/** How the console's lists speak of conversations. A visitor goes by a number: names are health information here. */
import type { Queue, QueueRow } from '@/lib/chat/conversations/queues';
import type { Id } from '@/lib/platform/ids';

export const QUEUE_LABELS = {
  waiting: 'Waiting',
  mine: 'Mine',
  all: 'All',
  missed: 'Missed',
  closed: 'Closed',
} as const satisfies Record<Queue, string>;

export const QUEUE_NAMES = Object.keys(QUEUE_LABELS) as Queue[];

export const EMPTY_WORDS: Record<Queue, { title: string; text: string }> = {
  waiting: { title: 'Nobody waits', text: 'A visitor who starts a conversation appears here at once.' },
  mine: { title: 'No conversation of yours', text: 'Pick one up from Waiting or Missed.' },
  all: { title: 'No conversation is open', text: 'Those that are over stand under Closed.' },
  missed: { title: 'None was missed', text: 'Who waited for too long, or came when nobody was there, appears here.' },
  closed: { title: 'None is closed yet', text: 'Conversations stay here until they are deleted.' },
};

/** The queue of an address, or what an operator most likely wants. */
export function queueOf(text: string | null, isConversationOpen: boolean): Queue {
  const named = QUEUE_NAMES.find((queue) => queue === text);
  return named ?? (isConversationOpen ? 'mine' : 'waiting');
}

export const visitorName = (conversationId: Id): string => `Visitor ${conversationId.slice(-4)}`;

/** Since when somebody waits for an answer; null where nobody does. */
export function waitsSince({ status, needsAnswer, startedAt, lastMessageAt }: QueueRow): string | null {
  if (status === 'waiting' || status === 'missed') return startedAt;
  return status === 'open' && needsAnswer ? lastMessageAt : null;
}

/** 75 s → "1:15"; from an hour on "1 h 05 min"; from a day on "2 d 3 h". */
export function waitedText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const two = (value: number) => String(value).padStart(2, '0');
  if (hours === 0) return `${minutes}:${two(seconds % 60)}`;
  if (hours < 24) return `${hours} h ${two(minutes % 60)} min`;
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** What calls for the operator: those who wait, one's own with something unread, and what is offered to one. */
export function callsOf(counts: { waiting: number } | null, mine: readonly QueueRow[]): Calls {
  return {
    waiting: counts?.waiting ?? 0,
    unread: mine.reduce((sum, row) => sum + (row.needsAnswer ? (row.unread ?? 0) : 0), 0),
    offered: mine.filter((row) => row.transferId !== null).length,
    conversations:
      (counts?.waiting ?? 0) +
      mine.filter((row) => row.transferId !== null || (row.needsAnswer && (row.unread ?? 0) > 0)).length,
  };
}

export interface Calls {
  waiting: number;
  /** Things said in one's own conversations. */
  unread: number;
  offered: number;
  /** How many conversations that is. */
  conversations: number;
}

/** What to say aloud about new calls; never who or what. Null where there is nothing new. */
export function newCallText(before: Calls, now: Calls): string | null {
  if (now.offered > before.offered) return 'A conversation is offered to you';
  if (now.waiting > before.waiting) return 'A visitor is waiting';
  if (now.unread > before.unread) return 'A visitor wrote to you';
  return null;
}

/** The row beside the current one, for keys. Undefined at an end. */
export function neighbour(ids: readonly Id[], current: Id | null, step: 1 | -1): Id | undefined {
  const at = current === null ? -1 : ids.indexOf(current);
  if (at === -1) return step === 1 ? ids[0] : ids.at(-1);
  return ids[at + step];
}

import type { Message } from '@/lib/chat/conversations/changes';
import type { ChatEvent } from '@/lib/chat/seal';

const CLOSED_BY: Record<string, string> = {
  visitor: 'The visitor closed the conversation',
  idle: 'The conversation ended after a long silence',
};

const EVENT_TEXTS: Record<ChatEvent, (text: string) => string> = {
  picked_up: (name) => `${name} picked the conversation up`,
  transferred: (name) => `${name} took the conversation over`,
  joined: (name) => `${name} was asked in`,
  left: (name) => `${name} left`,
  closed: (reason) => CLOSED_BY[reason] ?? 'The conversation was closed',
};

export const eventText = (event: ChatEvent, text: string): string => EVENT_TEXTS[event](text);

const TOGETHER_MS = 5 * 60_000;

/** Whether a message goes on from the one before, so that who and when need not be said again. */
export function goesOn(before: Message | undefined, message: Message): boolean {
  if (!before || before.kind !== message.kind || message.kind === 'event') return false;
  if (before.author?.id !== message.author?.id) return false;
  return Date.parse(message.at) - Date.parse(before.at) < TOGETHER_MS;
}

/** How many messages a list draws at once. Those before are a press away. */
export const DRAWN_AT_ONCE = 300;

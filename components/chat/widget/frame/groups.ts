import type { Message } from './merge';

/** What is said in one go: one name above, one time below. */
export interface Group {
  key: string;
  kind: 'visitor' | 'operator' | 'event';
  name: string;
  /** The local day when it is another than that of the group before. */
  day: string | null;
  messages: Message[];
}

const TOGETHER_MS = 5 * 60_000;

/** Messages of the same side within five minutes of each other. Pure. */
export function groupsOf(messages: readonly Message[], dayOf: (at: string) => string): Group[] {
  const groups: Group[] = [];
  let lastDay = '';
  for (const message of messages) {
    const kind = message.kind === 'note' ? 'event' : message.kind;
    const name = message.author?.name ?? '';
    const day = dayOf(message.at);
    const group = groups.at(-1);
    const before = group?.messages.at(-1);
    const goesOn =
      group &&
      before &&
      kind !== 'event' &&
      group.kind === kind &&
      group.name === name &&
      day === lastDay &&
      Date.parse(message.at) - Date.parse(before.at) < TOGETHER_MS;
    if (goesOn) group.messages.push(message);
    else groups.push({ key: message.id, kind, name, day: day === lastDay ? null : day, messages: [message] });
    lastDay = day;
  }
  return groups;
}

/** What an entry is about, as the map has it: which answers it belongs into. Pure, and asks for nothing: a browser runs it too. */

/** `person`: who acted, a user or a program. */
export const SUBJECT_KINDS = ['record', 'conversation', 'person'] as const;

export type SubjectKind = (typeof SUBJECT_KINDS)[number];

export interface Subject {
  kind: SubjectKind;
  /** A record's, conversation's, user's or API client's id. */
  id: string;
}

/** What of an entry says so. */
export interface Said {
  action: string;
  actorKind: string;
  actorId: string;
  recordId: string | null;
  subjectId: string | null;
}

/** Whose subject is a conversation. */
const OF_CONVERSATIONS = /^(?:conversation|visitor|chat_extract)\./;

/** The conversation that an act of live chat was about, where it was about one. */
export const conversationOf = ({ action, subjectId }: Pick<Said, 'action' | 'subjectId'>): string | null =>
  OF_CONVERSATIONS.test(action) ? subjectId : null;

/** Every subject of an entry, each once. Fixed: a change here is a new format of the map. */
export function subjectsOf(entry: Said): Subject[] {
  const conversation = conversationOf(entry);
  const isSomebody = entry.actorKind === 'user' || entry.actorKind === 'client';
  return [
    ...(entry.recordId === null ? [] : [{ kind: 'record', id: entry.recordId } as const]),
    ...(conversation === null ? [] : [{ kind: 'conversation', id: conversation } as const]),
    ...(isSomebody ? [{ kind: 'person', id: entry.actorId } as const] : []),
  ];
}

/** A subject in words: "record 77". */
export const subjectInWords = ({ kind, id }: Subject): string => `${kind} ${id}`;

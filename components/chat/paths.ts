import type { Queue } from '@/lib/chat/conversations/queues';
import type { Id } from '@/lib/platform/ids';

/** A conversation, and the list it was chosen from. */
export const conversationPath = (id: Id, queue: Queue): string => `/chat/${id}?queue=${queue}`;

export const queuePath = (queue: Queue): string => `/chat?queue=${queue}`;

import type { QueueRow } from '@/lib/chat/conversations/queues';

/** A conversation as the console's lists show it: open, answered by nobody yet, read by its operator up to two messages. */
export const queueRow = (given: Partial<QueueRow> = {}): QueueRow => ({
  id: '7123456784821',
  status: 'open',
  brand: null,
  department: null,
  operator: { id: '1', name: 'Olga' },
  startedAt: '2026-01-01T00:00:00.000Z',
  lastMessageAt: '2026-01-01T00:05:00.000Z',
  closedAt: null,
  needsAnswer: true,
  unread: 2,
  transferId: null,
  ...given,
});

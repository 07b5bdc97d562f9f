import type { PageAccess } from '@/lib/ways-in/http/page-access';

export const access: PageAccess = {
  path: '/chat',
  seenBy: { administrator: 'refused', operator: 'open', officer: 'refused', nobody: 'refused', stranger: 'refused' },
  holdsNothing: 'the console without a conversation; it asks the routes below',
  // Visitors' names and words are for those who chat: the others ask, by `guardedPages`.
  requests: [],
};

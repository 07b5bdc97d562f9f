import type { PageAccess } from '@/lib/ways-in/http/page-access';

export const access: PageAccess = {
  path: '/chat/123',
  seenBy: { administrator: 'refused', operator: 'nothing', officer: 'refused', nobody: 'refused', stranger: 'refused' },
  holdsNothing: 'opens, and shows what the routes below answer',
};

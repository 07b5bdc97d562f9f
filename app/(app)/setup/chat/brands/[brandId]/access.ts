import { OF_SETTINGS, type PageAccess } from '@/lib/ways-in/http/page-access';

export const access: PageAccess = {
  path: '/setup/chat/brands/123',
  seenBy: { administrator: 'nothing', operator: 'refused', officer: 'refused', nobody: 'refused', stranger: 'nothing' },
  holdsNothing: OF_SETTINGS,
};

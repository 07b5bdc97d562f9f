import { OF_SETTINGS, type PageAccess } from '@/lib/ways-in/http/page-access';

export const access: PageAccess = {
  path: '/setup/agreements/123',
  seenBy: { administrator: 'nothing', operator: 'refused', officer: 'nothing', nobody: 'refused', stranger: 'nothing' },
  holdsNothing: OF_SETTINGS,
};

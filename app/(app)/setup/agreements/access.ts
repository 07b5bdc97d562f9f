import { OF_SETTINGS, type PageAccess } from '@/lib/ways-in/http/page-access';

export const access: PageAccess = {
  path: '/setup/agreements',
  seenBy: { administrator: 'open', operator: 'refused', officer: 'open', nobody: 'refused', stranger: 'open' },
  holdsNothing: OF_SETTINGS,
};

import { FOR_REVIEWERS, OF_SETTINGS, type PageAccess } from '@/lib/ways-in/http/page-access';

export const access: PageAccess = {
  path: '/setup/access-reviews',
  seenBy: FOR_REVIEWERS,
  holdsNothing: OF_SETTINGS,
};

import { FOR_ALL, OF_SETTINGS, type PageAccess } from '@/lib/ways-in/http/page-access';

export const access: PageAccess = {
  path: '/setup',
  seenBy: FOR_ALL,
  holdsNothing: OF_SETTINGS,
};

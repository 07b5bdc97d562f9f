import { FOR_ADMINISTRATORS, OF_SETTINGS, type PageAccess } from '@/lib/ways-in/http/page-access';

export const access: PageAccess = {
  path: '/setup/offline-kit',
  seenBy: FOR_ADMINISTRATORS,
  holdsNothing: OF_SETTINGS,
};

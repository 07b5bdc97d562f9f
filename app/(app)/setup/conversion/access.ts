import { FOR_ADMINISTRATORS, OF_SETTINGS, type PageAccess } from '@/lib/ways-in/http/page-access';

export const access: PageAccess = {
  path: '/setup/conversion',
  seenBy: FOR_ADMINISTRATORS,
  holdsNothing: OF_SETTINGS,
};

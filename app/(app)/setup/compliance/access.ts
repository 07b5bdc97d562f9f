import { byAll, OF_SETTINGS, type PageAccess } from '@/lib/ways-in/http/page-access';

export const access: PageAccess = {
  path: '/setup/compliance',
  seenBy: byAll('to /setup/compliance/hipaa'),
  holdsNothing: OF_SETTINGS,
};

import { byAll, OF_SETTINGS, type PageAccess } from '@/lib/ways-in/http/page-access';

export const access: PageAccess = {
  path: '/setup/sso/1',
  seenBy: { ...byAll('refused'), administrator: 'nothing', stranger: 'nothing' },
  holdsNothing: OF_SETTINGS,
};

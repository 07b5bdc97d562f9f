import { FOR_ADMINISTRATORS, OF_SETTINGS, type PageAccess } from '@/lib/ways-in/http/page-access';

export const access: PageAccess = {
  path: '/setup/siem',
  seenBy: { ...FOR_ADMINISTRATORS, officer: 'open' },
  holdsNothing: OF_SETTINGS,
};

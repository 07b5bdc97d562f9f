import { FOR_ADMINISTRATORS, type PageAccess } from '@/lib/ways-in/http/page-access';

export const access: PageAccess = {
  path: '/setup/profiles',
  seenBy: FOR_ADMINISTRATORS,
  asks: ['listProfiles'],
};

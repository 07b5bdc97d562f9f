import { FOR_ADMINISTRATORS, type PageAccess } from '@/lib/ways-in/http/page-access';

export const access: PageAccess = {
  path: '/setup/users',
  seenBy: FOR_ADMINISTRATORS,
  asks: ['listUsers', 'listProfiles', 'listRoles', 'listInvitations'],
};

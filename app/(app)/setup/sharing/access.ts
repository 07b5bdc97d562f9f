import { FOR_ADMINISTRATORS, type PageAccess } from '@/lib/ways-in/http/page-access';

export const access: PageAccess = {
  path: '/setup/sharing',
  seenBy: FOR_ADMINISTRATORS,
  asks: ['listRules'],
};

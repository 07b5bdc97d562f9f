import { FOR_ADMINISTRATORS, type PageAccess } from '@/lib/ways-in/http/page-access';

export const access: PageAccess = {
  path: '/setup/security',
  seenBy: FOR_ADMINISTRATORS,
  asks: ['getSessionPolicy', 'getSecondPerson', 'getFactorPolicy', 'getDormantRule'],
};

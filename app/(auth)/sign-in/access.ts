import { FOR_ALL, type PageAccess } from '@/lib/ways-in/http/page-access';

export const access: PageAccess = {
  path: '/sign-in',
  seenBy: FOR_ALL,
  holdsNothing: 'asked before one is anybody',
};

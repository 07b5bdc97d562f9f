import { FOR_ALL, type PageAccess } from '@/lib/ways-in/http/page-access';

export const access: PageAccess = {
  path: '/choose-password/123',
  seenBy: FOR_ALL,
  holdsNothing: 'a form; what it takes is a password',
};

import { FOR_ALL, type PageAccess } from '@/lib/ways-in/http/page-access';

export const access: PageAccess = {
  path: '/forgot-password',
  seenBy: FOR_ALL,
  holdsNothing: 'a form, the same for everybody',
};

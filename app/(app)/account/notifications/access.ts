import { FOR_ALL, type PageAccess } from '@/lib/ways-in/http/page-access';

export const access: PageAccess = {
  path: '/account/notifications',
  seenBy: FOR_ALL,
  holdsNothing: 'one’s own choices',
};

import { FOR_ALL, type PageAccess } from '@/lib/ways-in/http/page-access';

export const access: PageAccess = {
  path: '/developers',
  seenBy: FOR_ALL,
  holdsNothing: 'the same for everybody: made of the code',
};

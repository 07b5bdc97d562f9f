import { FOR_ALL, type PageAccess } from '@/lib/ways-in/http/page-access';

export const access: PageAccess = {
  path: '/extract/123',
  seenBy: FOR_ALL,
  holdsNothing: 'a form; what it opens are times, acts, names of people and of fields, and ids',
};

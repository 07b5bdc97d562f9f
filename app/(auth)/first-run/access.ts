import { byAll, type PageAccess } from '@/lib/ways-in/http/page-access';

export const access: PageAccess = {
  path: '/first-run',
  seenBy: byAll('to /sign-in'),
  holdsNothing: 'a form, while there is no organisation',
};

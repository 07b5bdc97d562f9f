import { byAll, type PageAccess } from '@/lib/ways-in/http/page-access';

export const access: PageAccess = {
  path: '/new-password',
  seenBy: byAll('to /account'),
  holdsNothing: 'a form; whoever sees it has no rights yet',
};

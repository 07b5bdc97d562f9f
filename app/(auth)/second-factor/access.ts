import { byAll, type PageAccess } from '@/lib/ways-in/http/page-access';

export const access: PageAccess = {
  path: '/second-factor',
  seenBy: byAll('to /account/security'),
  holdsNothing: 'a form; whoever sees it has no rights yet',
};

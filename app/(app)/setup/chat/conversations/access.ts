import { FOR_ADMINISTRATORS, type PageAccess } from '@/lib/ways-in/http/page-access';

export const access: PageAccess = {
  path: '/setup/chat/conversations',
  seenBy: FOR_ADMINISTRATORS,
  holdsNothing: 'ids, states and times, names of brands and operators',
  requests: ['/setup/chat/conversations', '/setup/chat/conversations?state=live&until=2020-01-01'],
};

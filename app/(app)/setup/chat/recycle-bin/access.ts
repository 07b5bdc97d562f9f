import { FOR_ADMINISTRATORS, type PageAccess } from '@/lib/ways-in/http/page-access';

export const access: PageAccess = {
  path: '/setup/chat/recycle-bin',
  seenBy: FOR_ADMINISTRATORS,
  holdsNothing: 'ids of conversations and names of operators',
};

import { FOR_THOSE_WHO_READ_THE_LEDGER, type PageAccess } from '@/lib/ways-in/http/page-access';

export const access: PageAccess = {
  path: '/chat/audit',
  seenBy: FOR_THOSE_WHO_READ_THE_LEDGER,
  asks: ['viewLedger', 'listMyJobs'],
  requests: ['/chat/audit', '/chat/audit?range=all&action=visitor.update'],
};

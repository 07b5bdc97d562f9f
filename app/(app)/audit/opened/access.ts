import { FOR_THOSE_WHO_READ_THE_LEDGER, type PageAccess } from '@/lib/ways-in/http/page-access';

export const access: PageAccess = {
  path: '/audit/opened',
  seenBy: FOR_THOSE_WHO_READ_THE_LEDGER,
  asks: ['openedThisWeek'],
};

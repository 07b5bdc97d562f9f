import { FOR_ALL, type PageAccess } from '@/lib/ways-in/http/page-access';

export const access: PageAccess = {
  path: '/setup/export',
  seenBy: FOR_ALL,
  asks: ['listMyJobs'],
};

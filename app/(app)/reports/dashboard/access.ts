import { FOR_ALL, type PageAccess } from '@/lib/ways-in/http/page-access';

export const access: PageAccess = {
  path: '/reports/dashboard',
  seenBy: FOR_ALL,
  asks: ['listDashboard', 'listAllReports', 'showReport'],
};

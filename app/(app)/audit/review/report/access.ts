import { FOR_REVIEWERS, type PageAccess } from '@/lib/ways-in/http/page-access';

export const access: PageAccess = {
  path: '/audit/review/report',
  seenBy: FOR_REVIEWERS,
  asks: ['reviewReport'],
};

import { FOR_ALL, type PageAccess } from '@/lib/ways-in/http/page-access';

export const access: PageAccess = {
  path: '/account/reviews',
  seenBy: FOR_ALL,
  asks: ['listMyReviews'],
};

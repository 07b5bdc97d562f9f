import type { Metadata } from 'next';
import { MyReviewsScreen } from '@/components/people/access-reviews/my-reviews-screen';
import { listMyReviews } from '@/lib/people/users/access-reviews/my-reviews';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'People I review' };

export default function MyReviewsPage() {
  return page(async (ctx) => <MyReviewsScreen reviews={await listMyReviews(ctx)} />);
}

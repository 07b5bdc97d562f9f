import type { Metadata } from 'next';
import { ReviewsScreen } from '@/components/people/access-reviews/reviews-screen';
import { listReviewChoices, listReviews } from '@/lib/people/users/access-reviews/queries';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'Access reviews' };

export default function AccessReviewsPage() {
  return page(async (ctx) => {
    const [reviews, choices] = await Promise.all([listReviews(ctx), listReviewChoices(ctx)]);
    return <ReviewsScreen reviews={reviews} choices={choices} />;
  });
}

'use client';

import { ClipboardCheck } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { buttonClass } from '@/components/ui/button-class';
import { Card } from '@/components/ui/card';
import { ConfirmAct } from '@/components/ui/confirm-act';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { Progress } from '@/components/ui/progress';
import { Time } from '@/components/ui/time';
import type { ReviewChoices, ReviewDto } from '@/lib/people/users/access-reviews/queries';
import { endReview } from './actions';
import { CheckReport } from './check-report';
import { NewReviewDialog } from './new-review-dialog';

export interface ReviewsScreenProps {
  reviews: readonly ReviewDto[];
  choices: ReviewChoices;
}

/** Reviews of who has which access: how far each is, its report, and a new one. */
export function ReviewsScreen({ reviews, choices }: ReviewsScreenProps) {
  const [isNew, setIsNew] = useState(false);
  const [closing, setClosing] = useState<ReviewDto | null>(null);
  const start = (
    <Button variant="primary" onClick={() => setIsNew(true)}>
      Start a review
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Access reviews"
        breadcrumbs={[{ label: 'Setup', href: '/setup' }]}
        description="Managers confirm, reduce or remove the access of each of their people. What comes of it is a signed report."
        actions={reviews.length > 0 ? start : null}
      />
      <div className="flex flex-col gap-4">
        {reviews.length === 0 ? (
          <Card>
            <EmptyState
              icon={<ClipboardCheck aria-hidden="true" />}
              title="No review yet"
              text="Each person is reviewed by whoever is above in the tree of roles, or by somebody you name; nobody by themself."
              action={start}
            />
          </Card>
        ) : null}
        {reviews.map((review) => (
          <ReviewCard key={review.id} review={review} onClose={() => setClosing(review)} />
        ))}
        <CheckReport />
      </div>
      {isNew ? <NewReviewDialog choices={choices} onClose={() => setIsNew(false)} /> : null}
      {closing ? (
        <ConfirmAct
          act={endReview}
          input={{ id: closing.id }}
          title={`Close ${closing.name}?`}
          description={
            closing.open > 0
              ? `${inPeople(closing.open)} not reviewed. The report says so, and nobody decides any more.`
              : 'The report is signed, and nobody decides any more.'
          }
          confirmLabel="Close and sign"
          onClose={() => setClosing(null)}
          onDone={() => {
            setClosing(null);
            toast.success('Closed and signed');
          }}
        />
      ) : null}
    </>
  );
}

const inPeople = (count: number): string => (count === 1 ? '1 person is' : `${count} people are`);

function ReviewCard({ review, onClose }: { review: ReviewDto; onClose: () => void }) {
  const { id, name, dueOn, startedBy, startedAt, closedAt, people, confirmed, reduced, removed, left, open } = review;
  return (
    <Card
      id={`review-${id}`}
      title={
        <span className="flex flex-wrap items-center gap-2">
          <span className="break-words">{name}</span>
          <Badge tone={closedAt ? 'neutral' : 'accent'}>{closedAt ? 'Closed' : 'Open'}</Badge>
        </span>
      }
      description={`Started by ${startedBy}`}
      actions={
        closedAt ? (
          <a href={`/api/access-reviews?id=${id}`} download className={buttonClass()} aria-label={`Report of ${name}`}>
            Signed report
          </a>
        ) : (
          <Button onClick={onClose} aria-label={`Close ${name}`}>
            Close
          </Button>
        )
      }
    >
      <Progress label="Reviewed" value={people - open} max={people} detail={`${people - open} of ${people} people`} />
      <p className="mt-3 text-muted text-sm">
        {confirmed} confirmed, {reduced} reduced, {removed} removed, {left} left before.
      </p>
      {!closedAt && review.waitsFor.length > 0 ? (
        <p className="mt-1 break-words text-sm">Waits for {review.waitsFor.join(', ')}.</p>
      ) : null}
      <p className="mt-1 text-subtle text-xs">
        Started <Time value={startedAt} />, due on <Time value={dueOn} format="date" />
        {closedAt ? (
          <>
            , closed <Time value={closedAt} />
          </>
        ) : null}
        .
      </p>
    </Card>
  );
}

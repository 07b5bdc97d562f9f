'use client';

import { ClipboardCheck } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { ConfirmAct } from '@/components/ui/confirm-act';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { Progress } from '@/components/ui/progress';
import { Time } from '@/components/ui/time';
import type { PersonToReview, ReviewToDo } from '@/lib/people/users/access-reviews/my-reviews';
import { decideOf } from './actions';
import { PersonCard } from './person-card';
import { ReduceDialog } from './reduce-dialog';

export interface Deciding {
  kind: 'reduce' | 'remove';
  reviewId: string;
  person: PersonToReview;
}

/** Whom one reviews, and what one decides of each. */
export function MyReviewsScreen({ reviews }: { reviews: readonly ReviewToDo[] }) {
  const [deciding, setDeciding] = useState<Deciding | null>(null);
  const close = () => setDeciding(null);
  return (
    <>
      <PageHeader
        title="People I review"
        breadcrumbs={[{ label: 'Personal settings', href: '/account' }]}
        description="Does each of them still need what they may do? Confirm it, choose a profile that gives less, or end their access."
      />
      {reviews.length === 0 ? (
        <Card>
          <EmptyState
            icon={<ClipboardCheck aria-hidden="true" />}
            title="Nobody to review"
            text="When a review asks you about people, you get a notice, and find them here."
          />
        </Card>
      ) : null}
      <div className="flex flex-col gap-6">
        {reviews.map((review) => (
          <Review key={review.id} review={review} onAct={setDeciding} />
        ))}
      </div>
      {deciding?.kind === 'reduce' ? <ReduceDialog {...deciding} onClose={close} /> : null}
      {deciding?.kind === 'remove' ? (
        <ConfirmAct
          act={decideOf}
          input={{ reviewId: deciding.reviewId, userId: deciding.person.id, decision: 'removed' }}
          title={`Remove the access of ${deciding.person.name}?`}
          description="They are signed out at once and cannot sign in. Their records stay as they are. They are told, and so are officers."
          confirmLabel="Remove access"
          onClose={close}
          onDone={() => {
            close();
            toast.success('Access removed');
          }}
        />
      ) : null}
    </>
  );
}

function Review({ review, onAct }: { review: ReviewToDo; onAct: (deciding: Deciding) => void }) {
  const { id, name, dueOn, isOver, people } = review;
  const open = people.filter(({ decision, hasLeft }) => decision === null && !hasLeft).length;
  return (
    <section aria-labelledby={`review-${id}`} className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <h2 id={`review-${id}`} className="break-words font-semibold text-fg text-lg">
          {name}
        </h2>
        <Badge tone={isOver ? 'danger' : 'neutral'}>
          {isOver ? 'Was due' : 'Due'} <Time value={dueOn} format="date" />
        </Badge>
      </div>
      <Progress
        label="Reviewed by you"
        value={people.length - open}
        max={people.length}
        detail={`${people.length - open} of ${people.length} people`}
      />
      {people.map((person) => (
        <PersonCard
          key={person.id}
          reviewId={id}
          person={person}
          onAct={(kind) => onAct({ kind, reviewId: id, person })}
        />
      ))}
    </section>
  );
}

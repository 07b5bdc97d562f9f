'use client';

import { toast } from 'sonner';
import { ActionError } from '@/components/ui/action-error';
import { Badge, type BadgeTone } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Time } from '@/components/ui/time';
import { useAction } from '@/components/ui/use-action';
import type { PersonToReview } from '@/lib/people/users/access-reviews/my-reviews';
import { decideOf } from './actions';
import { UseList } from './use-list';

export interface PersonCardProps {
  reviewId: string;
  person: PersonToReview;
  onAct: (kind: 'reduce' | 'remove') => void;
}

const DECIDED: Record<NonNullable<PersonToReview['decision']>, { tone: BadgeTone; words: string }> = {
  confirmed: { tone: 'success', words: 'Confirmed' },
  reduced: { tone: 'warning', words: 'Reduced' },
  removed: { tone: 'danger', words: 'Removed' },
};

export function PersonCard({ reviewId, person, onAct }: PersonCardProps) {
  const { id, name, profile, role, lastSignInAt, decision, newProfile, hasLeft, insteadOf, less, use } = person;
  const confirm = useAction(decideOf, { onSuccess: () => toast.success(`Confirmed: ${name}`) });
  const waits = decision === null && !hasLeft;
  return (
    <Card
      id={`person-${reviewId}-${id}`}
      level={3}
      title={name}
      description={`${profile}, ${role}`}
      actions={
        waits ? (
          <span className="flex flex-wrap gap-2">
            <Button
              variant="primary"
              size="sm"
              aria-label={`Confirm ${name}`}
              pending={confirm.isPending}
              onClick={() => confirm.execute({ reviewId, userId: id, decision: 'confirmed' })}
            >
              Confirm
            </Button>
            {less.length > 0 ? (
              <Button size="sm" aria-label={`Reduce ${name}`} onClick={() => onAct('reduce')}>
                Reduce
              </Button>
            ) : null}
            <Button variant="danger" size="sm" aria-label={`Remove ${name}`} onClick={() => onAct('remove')}>
              Remove
            </Button>
          </span>
        ) : decision ? (
          <Badge tone={DECIDED[decision].tone}>
            {DECIDED[decision].words}
            {newProfile ? ` to ${newProfile}` : ''}
          </Badge>
        ) : (
          <Badge>Has left meanwhile</Badge>
        )
      }
    >
      <ActionError of={confirm} />
      <p className="text-muted text-sm">
        {lastSignInAt ? (
          <>
            Last sign-in <Time value={lastSignInAt} />.
          </>
        ) : (
          'Never signed in.'
        )}
        {insteadOf ? ` ${insteadOf}, who was to review them, has left: you decide in their place.` : ''}
      </p>
      {use ? <UseList use={use} name={name} /> : null}
      {waits && !use ? (
        <p className="mt-2 text-subtle text-sm">What they use is shown once you have decided of some people above.</p>
      ) : null}
    </Card>
  );
}

import { Siren } from 'lucide-react';
import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import type { EmergencyDto } from '@/lib/crm/emergency/queries';
import { DrillButton } from './drill-button';
import { FindCard } from './find-card';
import { GrantsTable } from './grants-table';

/** Emergency access: to use it, to try it in a drill, and what waits for its review. */
export function EmergencyScreen({ mayUse, isReviewer, grants }: EmergencyDto) {
  const own = grants.find(({ isOwn, drill }) => isOwn && !drill);
  const waits = own !== undefined && own.reviewedAt === null;
  const open = grants.filter(({ mayReview }) => mayReview).length;
  return (
    <>
      <PageHeader
        title="Emergency access"
        description="Opens one record, for an hour at most, to somebody who could not read it. Officers, administrators and the record’s owner are told at once, and somebody else reviews it."
        actions={<DrillButton />}
      />
      <div className="flex flex-col gap-4">
        {isReviewer && open > 0 ? (
          <Callout tone="warning" title={`${open} ${open === 1 ? 'waits' : 'wait'} for a review`}>
            Until it is signed off, the person cannot use emergency access again.
          </Callout>
        ) : null}
        {mayUse && waits ? (
          <Callout tone="info" title={own.isOver ? 'Your last one waits for its review' : 'One of yours is open'}>
            {own.isOver
              ? 'Somebody else has to sign it off before you can use emergency access again. In danger of life, call an officer.'
              : 'End it when you need it no more. It ends by itself in any case.'}
          </Callout>
        ) : null}
        {mayUse && !waits ? <FindCard /> : null}
        {grants.length === 0 ? (
          <Card>
            <EmptyState
              icon={<Siren aria-hidden="true" />}
              title="Never used"
              text="Run a drill to have tried it before it is needed, and to have evidence of that."
            />
          </Card>
        ) : (
          <GrantsTable grants={grants} isReviewer={isReviewer} />
        )}
      </div>
    </>
  );
}

import Link from 'next/link';
import { Badge } from '@/components/ui/badge';
import { buttonClass } from '@/components/ui/button-class';
import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { DescriptionList } from '@/components/ui/description-list';
import { PageHeader } from '@/components/ui/page-header';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import type { GrantDto, GrantReport } from '@/lib/crm/emergency/queries';
import type { LedgerAction } from '@/lib/protection/ledger/actions';
import { sentenceOf } from '@/lib/protection/ledger/sentence';
import { EndButton } from './end-button';
import { GrantState, whatOf } from './grants-table';
import { ReviewCard } from './review-card';

/** One emergency access or drill: what it was, what was done by it, its end and its review. Printed it is the report. */
export function GrantScreen({ grant, events, told }: GrantReport) {
  return (
    <>
      <PageHeader
        title={grant.drill ? 'Drill of emergency access' : 'Emergency access'}
        breadcrumbs={[{ label: 'Emergency access', href: '/emergency' }]}
        adornment={<GrantState grant={grant} />}
        actions={<Actions grant={grant} />}
      />
      <div className="flex flex-col gap-4">
        {grant.isKept ? null : (
          <Callout tone="danger" title="Changed outside Careledger">
            It opens nothing. What the audit log says below is what was done.
          </Callout>
        )}
        <Card id="what" title={whatOf(grant)}>
          <DescriptionList columns={2} items={itemsOf(grant, told)} />
          {grant.record ? (
            <p className="mt-3 text-subtle text-xs">
              The words that were given with it are kept encrypted in the entry of its start. Those who read the audit
              log open them there.
            </p>
          ) : null}
        </Card>
        {grant.mayReview ? <ReviewCard id={grant.id} /> : null}
        <Events events={events} />
      </div>
    </>
  );
}

function Actions({ grant }: { grant: GrantDto }) {
  return (
    <>
      {grant.isOwn && !grant.isOver ? (
        <Link href={`/emergency/${grant.id}/record`} className={buttonClass('primary')}>
          {grant.drill ? 'Enter' : 'Open the record'}
        </Link>
      ) : null}
      {grant.mayEnd ? <EndButton id={grant.id} /> : null}
    </>
  );
}

const itemsOf = (grant: GrantDto, told: number) => [
  { term: 'Who', value: grant.who },
  { term: 'Record', value: grant.record ? `${grant.record.moduleLabel} ${grant.record.id}` : 'None: a drill' },
  { term: 'Reason', value: grant.reason },
  { term: 'Told at once', value: `${told} ${told === 1 ? 'person' : 'people'}` },
  { term: 'Started', value: <Time value={grant.startedAt} /> },
  { term: 'Ends by itself', value: <Time value={grant.endsAt} /> },
  { term: 'Ended', value: grant.endedAt ? <Time value={grant.endedAt} /> : null },
  { term: 'Ended by', value: grant.endedBy },
  { term: 'Review', value: grant.verdict ?? 'Waits for somebody else' },
  { term: 'Reviewed by', value: grant.reviewedBy },
];

function Events({ events }: Pick<GrantReport, 'events'>) {
  return (
    <Card id="events" title="What was done" description="From the audit log, the first 500 entries." flush>
      <Table label="What was done">
        <TableHead>
          <tr>
            <TableHeader>When</TableHeader>
            <TableHeader>What</TableHeader>
            <TableHeader className="max-sm:hidden">Who</TableHeader>
          </tr>
        </TableHead>
        <TableBody>
          {events.map(({ id, at, action, outcome, actor, fields }) => (
            <TableRow key={id}>
              <TableCell>
                <Time value={at} />
              </TableCell>
              <TableCell>
                <span className="break-words">{sentenceOf(action as LedgerAction, outcome)}</span>{' '}
                {outcome === 'refused' ? <Badge tone="danger">Refused</Badge> : null}
                {fields.length > 0 ? (
                  <span className="block break-words text-subtle text-xs">{fields.join(', ')}</span>
                ) : null}
                <span className="block text-subtle text-xs sm:hidden">{actor}</span>
              </TableCell>
              <TableCell className="max-sm:hidden">{actor}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Card>
  );
}

'use client';

import { Users } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { JobProgress } from '@/components/jobs/job-progress';
import { useJob } from '@/components/jobs/use-job';
import { Callout } from '@/components/ui/callout';
import { counted } from '@/components/ui/counted';
import { EmptyState } from '@/components/ui/empty-state';
import { Pagination } from '@/components/ui/pagination';
import type { DuplicatesPage, SearchOutcome } from '@/lib/crm/records/duplicates/list';
import { sameNames } from '../same-names';
import { GroupCard } from './group-card';
import { LookByForm } from './look-by-form';

export interface DuplicatesScreenProps {
  found: DuplicatesPage;
  /** Those told apart are shown. */
  apart: boolean;
  timeZone: string;
}

/** What to look by, how far the search is, and the groups it found. */
export function DuplicatesScreen({ found, apart, timeZone }: DuplicatesScreenProps) {
  const router = useRouter();
  const { module, search, groups } = found;
  const { job, lost } = useJob(search && !search.over ? search.jobId : null, (over) => {
    if (over.state === 'done') router.refresh();
  });
  const twice = sameNames(groups.flatMap(({ records }) => records));
  const href = `/m/${module.apiName}/duplicates`;
  const at = (after: string) => `${href}?${new URLSearchParams({ after, ...(apart && { apart: 'true' }) })}`;
  return (
    <div className="flex flex-col gap-4">
      <LookByForm module={module} fields={found.fields} />
      {search && !search.over ? (
        <JobProgress job={job} lost={lost} label={`Looking through ${module.plural}`} unit="records" />
      ) : null}
      {search?.over ? (
        <section aria-label="Found" className="flex flex-col gap-4">
          <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 text-sm">
            <h2 className="font-semibold text-base text-fg">{apart ? 'Told apart' : 'Found'}</h2>
            <Link href={apart ? href : `${href}?apart=true`} className="text-accent-text hover:underline">
              {apart ? 'Back to what was found' : 'Show those told apart'}
            </Link>
          </div>
          <Limits module={module} search={search} />
          {groups.length === 0 ? <Nothing found={found} apart={apart} /> : null}
          {groups.map((group) => (
            <GroupCard
              key={group.records[0]?.id}
              module={module}
              fields={found.fields.filter(({ chosen }) => chosen)}
              group={group}
              names={found.names}
              twice={twice}
              apart={apart}
              timeZone={timeZone}
            />
          ))}
          {found.previous || found.next ? (
            <Pagination
              summary={counted(groups.length, 'group')}
              {...(found.previous && { previousHref: at(found.previous) })}
              {...(found.next && { nextHref: at(found.next) })}
            />
          ) : null}
        </section>
      ) : null}
    </div>
  );
}

function Nothing({ found: { module, next, search }, apart }: { found: DuplicatesPage; apart: boolean }) {
  const looked = counted(search?.looked ?? 0, module.singular, module.plural);
  const [title, text] = next
    ? ['Nothing on this page', 'What was found here is merged or told apart. The next page has more.']
    : apart
      ? ['Nobody was told apart', 'Groups of which somebody says that they are different stand here.']
      : ['No duplicates', `${looked} looked through. No two that you may see are the same in these fields.`];
  return <EmptyState icon={<Users aria-hidden="true" />} title={title} text={text} />;
}

function Limits({ module, search }: { module: DuplicatesPage['module']; search: SearchOutcome }) {
  const { tooLarge, leftOut, partly, looked } = search;
  if (tooLarge === 0 && leftOut === 0 && !partly) return null;
  return (
    <Callout tone="info">
      {tooLarge > 0 ? (
        <p>
          {counted(tooLarge, 'value is', 'values are')} shared by more than 50 {module.plural}, which tells nobody from
          another: choose one more field.
        </p>
      ) : null}
      {leftOut > 0 ? (
        <p>{counted(leftOut, 'smaller group is', 'smaller groups are')} left out. Look again later.</p>
      ) : null}
      {partly ? <p>Only the newest {counted(looked, module.singular, module.plural)} were looked through.</p> : null}
    </Callout>
  );
}

'use client';

import type { ReactNode } from 'react';
import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { cn } from '@/components/ui/cn';
import { PageHeader } from '@/components/ui/page-header';
import { Pagination } from '@/components/ui/pagination';
import type { AuditQuery } from '@/lib/admin/audit/query';
import type { LedgerView } from '@/lib/admin/audit/view';
import type { JobProgress } from '@/lib/platform/background/queries';
import { ActivityCard } from './activity-card';
import { AuditEmpty } from './audit-empty';
import { AuditFilters } from './audit-filters';
import { AuditTabs } from './audit-tabs';
import { CheckButton } from './check-button';
import { EntryTable } from './entry-table';
import { ExportButton } from './export-button';
import { NO_FILTER } from './filter-words';
import { useAuditAddress } from './use-audit-address';
import { WhoSawCard } from './who-saw-card';

export interface AuditScreenProps {
  query: AuditQuery;
  /** Null when the search took too long. */
  view: LedgerView | null;
  /** The newest exports of the person; null without the right to export. */
  exports: readonly JobProgress[] | null;
  /** The newest checks of the log by the person; null without the right to read all of it. */
  checks: readonly JobProgress[] | null;
  /** Above the entries: what one keeps of filters. */
  saved?: ReactNode;
  /** What is given away of the entries of one record. */
  giving?: ReactNode;
}

/** The audit log. Its state is in the address. */
export function AuditScreen({ query, view, exports, checks, saved, giving }: AuditScreenProps) {
  const { pending, params, top, change, clear, turn } = useAuditAddress();
  const lines = view?.lines ?? [];
  const modules = view?.modules ?? [];
  const people = view?.people ?? [];

  return (
    <>
      <PageHeader
        title="Audit log"
        description="Who did what, and when. Entries are written with the act itself, and signed soon after."
        actions={
          <>
            {checks ? <CheckButton checks={checks} /> : null}
            {exports ? <ExportButton query={query} view={view} exports={exports} /> : null}
          </>
        }
      />
      <AuditTabs mayReview={checks !== null} />
      <AuditFilters params={params} people={people} modules={modules} onChange={change} onClear={clear} />
      {saved}
      <div ref={top} aria-busy={pending} className={cn('flex flex-col gap-3', pending && 'opacity-60')}>
        {view === null ? (
          <Callout tone="warning" role="alert" title="This took too long">
            Choose fewer days, a person or an act, so that there is less to search.
          </Callout>
        ) : (
          <>
            <ActivityCard activity={view.activity} query={query} />
            {view.whoSaw ? (
              <WhoSawCard
                viewers={view.whoSaw}
                completeness={view.completeness}
                recordId={query.record ?? null}
                accounting={
                  view.accountedIn && query.record ? `/m/${view.accountedIn}/${query.record}/accounting` : null
                }
                onPerson={(user) => change({ user })}
              />
            ) : null}
            {giving}
            <Card flush>
              {lines.length === 0 ? (
                <AuditEmpty isNewest={params.after === null && params.before === null} onClear={clear} />
              ) : (
                <EntryTable
                  lines={lines}
                  onRecord={
                    view.whoSaw
                      ? undefined
                      : (module, record) => change({ ...NO_FILTER, module, record, range: 'all', from: null, to: null })
                  }
                />
              )}
              <Pagination
                className="border-line border-t px-4 py-2"
                summary={`${lines.length} ${lines.length === 1 ? 'entry' : 'entries'} on this page, the newest first`}
                pending={pending}
                onPrevious={view.hasNewer ? () => turn({ before: lines[0]?.id }) : undefined}
                onNext={view.hasOlder ? () => turn({ after: lines.at(-1)?.id }) : undefined}
              />
            </Card>
          </>
        )}
      </div>
    </>
  );
}

'use client';

import { ActivityCard } from '@/components/admin/audit/activity-card';
import { AuditEmpty } from '@/components/admin/audit/audit-empty';
import { AuditFilters } from '@/components/admin/audit/audit-filters';
import type { AuditScreenProps } from '@/components/admin/audit/audit-screen';
import { AuditTabs } from '@/components/admin/audit/audit-tabs';
import { ExportButton } from '@/components/admin/audit/export-button';
import { NO_FILTER } from '@/components/admin/audit/filter-words';
import { useAuditAddress } from '@/components/admin/audit/use-audit-address';
import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { cn } from '@/components/ui/cn';
import { PageHeader } from '@/components/ui/page-header';
import { Pagination } from '@/components/ui/pagination';
import type { ExtractRow } from '@/lib/admin/audit/extracts/list';
import type { Term } from '@/lib/protection/ledger/retention/kinds';
import { ChatEntryTable } from './chat-entry-table';
import { ExtractBar } from './extract-bar';
import { ExtractList } from './extract-list';
import { Presets } from './presets';
import { useChosen } from './use-chosen';

/** What the setting says of live chat's entries. */
function keptInWords(term: Term | null): string {
  if (term === null || term === 'forever') return 'As it is, no entry expires.';
  return `Entries keep their bodies for ${term}.`;
}

export interface ChatAuditScreenProps extends Omit<AuditScreenProps, 'checks'> {
  /** The newest; null without the right to export. */
  extracts: readonly ExtractRow[] | null;
  /** How long entries of live chat keep their bodies; null while that setting is not as Careledger wrote it. */
  term: Term | null;
  /** Whether the review desk is theirs to open. */
  mayReview: boolean;
}

/** The acts of live chat. Its state is in the address. */
export function ChatAuditScreen({ query, view, exports, extracts, term, mayReview }: ChatAuditScreenProps) {
  const { pending, params, top, change, clear, turn } = useAuditAddress();
  const lines = view?.lines ?? [];
  const chosen = useChosen(lines);

  return (
    <>
      <PageHeader
        title="Live chat audit"
        description={`Who opened, downloaded, changed and deleted what in live chat. No entry holds what was said. ${keptInWords(term)}`}
        actions={exports ? <ExportButton query={query} view={view} exports={exports} group="chat" /> : null}
      />
      <AuditTabs mayReview={mayReview} />
      <Presets action={params.action} onChoose={(action) => change({ action })} />
      <AuditFilters isChat params={params} people={view?.people ?? []} modules={[]} onChange={change} onClear={clear} />
      <div ref={top} aria-busy={pending} className={cn('flex flex-col gap-3', pending && 'opacity-60')}>
        {view === null ? (
          <Callout tone="warning" role="alert" title="This took too long">
            Choose fewer days, a person or an act, so that there is less to search.
          </Callout>
        ) : (
          <>
            <ActivityCard activity={view.activity} query={query} />
            <Card flush>
              {extracts && lines.length > 0 ? <ExtractBar chosen={chosen} /> : null}
              {lines.length === 0 ? (
                <AuditEmpty isNewest={params.after === null && params.before === null} onClear={clear} />
              ) : (
                <ChatEntryTable
                  lines={lines}
                  chosen={extracts ? chosen.ids : undefined}
                  onChoose={chosen.toggle}
                  onConversation={(conversation) =>
                    change({ ...NO_FILTER, conversation, range: 'all', from: null, to: null })
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
        {extracts ? <ExtractList extracts={extracts} /> : null}
      </div>
    </>
  );
}

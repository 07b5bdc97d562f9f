import type { Metadata } from 'next';
import { AuditScreen } from '@/components/admin/audit/audit-screen';
import { BadAddress } from '@/components/admin/audit/bad-address';
import { SavedFilters } from '@/components/admin/audit/filters/saved-filters';
import { GivingCard } from '@/components/admin/audit/giving/giving-card';
import { listRecordExtracts } from '@/lib/admin/audit/extracts/list';
import { listFilters } from '@/lib/admin/audit/filters/filters';
import { readAddress } from '@/lib/admin/audit/query';
import { viewLedger } from '@/lib/admin/audit/view';
import { canInOrg } from '@/lib/people/rights';
import { listMyJobs } from '@/lib/platform/background/queries';
import { CareledgerError } from '@/lib/platform/errors';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'Audit log' };

export default async function AuditPage({ searchParams }: PageProps<'/audit'>) {
  const asked = readAddress(await searchParams);
  return page(async (ctx) => {
    if (!asked) return <BadAddress />;
    const mayExport = canInOrg(ctx.rights, 'exportLedger');
    const { record } = asked.query;
    const mayGive = mayExport && canInOrg(ctx.rights, 'readWholeLedger');
    const [view, exports, checks, filters, extracts] = await Promise.all([
      viewLedger(ctx, asked.query, asked.page).catch(tooMuch),
      mayExport ? listMyJobs(ctx, ['audit_export'], 5) : null,
      canInOrg(ctx.rights, 'readWholeLedger') ? listMyJobs(ctx, ['verify_ledger'], 3) : null,
      listFilters(ctx),
      mayGive && record !== undefined ? listRecordExtracts(ctx, record) : null,
    ]);
    const giving =
      view && extracts && record !== undefined ? (
        <GivingCard
          query={{ ...asked.query, record }}
          lines={view.lines}
          hasMore={view.hasNewer || view.hasOlder}
          extracts={extracts}
        />
      ) : null;
    return (
      <AuditScreen
        query={asked.query}
        view={view}
        exports={exports}
        checks={checks}
        saved={<SavedFilters query={asked.query} filters={filters} />}
        giving={giving}
      />
    );
  });
}

/** A search that takes too long is no reason to lose the filters with which it can be narrowed. */
function tooMuch(error: unknown): null {
  if (error instanceof CareledgerError && error.code === 'limited') return null;
  throw error;
}

import type { Metadata } from 'next';
import { AuditScreen } from '@/components/audit/audit-screen';
import { BadAddress } from '@/components/audit/bad-address';
import { readAddress } from '@/lib/audit/query';
import { viewLedger } from '@/lib/audit/view';
import { listMyJobs } from '@/lib/background/queries';
import { CareledgerError } from '@/lib/errors';
import { page } from '@/lib/http/page';
import { canInOrg } from '@/lib/rights';

export const metadata: Metadata = { title: 'Audit log' };

export default async function AuditPage({ searchParams }: PageProps<'/audit'>) {
  const asked = readAddress(await searchParams);
  return page(async (ctx) => {
    if (!asked) return <BadAddress />;
    const mayExport = canInOrg(ctx.rights, 'exportLedger');
    const [view, exports] = await Promise.all([
      viewLedger(ctx, asked.query, asked.page).catch(tooMuch),
      mayExport ? listMyJobs(ctx, ['audit_export'], 5) : null,
    ]);
    return <AuditScreen query={asked.query} view={view} exports={exports} />;
  });
}

/** A search that takes too long is no reason to lose the filters with which it can be narrowed. */
function tooMuch(error: unknown): null {
  if (error instanceof CareledgerError && error.code === 'limited') return null;
  throw error;
}

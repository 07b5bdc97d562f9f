import type { Metadata } from 'next';
import { BadAddress } from '@/components/admin/audit/bad-address';
import { ChatAuditScreen } from '@/components/chat/audit/chat-audit-screen';
import { listExtracts } from '@/lib/admin/audit/extracts/list';
import { chatAuditQuerySchema, readAddress } from '@/lib/admin/audit/query';
import { getTermOf } from '@/lib/admin/audit/retention/queries';
import { viewLedger } from '@/lib/admin/audit/view';
import { canInOrg } from '@/lib/people/rights';
import { listMyJobs } from '@/lib/platform/background/queries';
import { CareledgerError } from '@/lib/platform/errors';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'Live chat audit' };

export default async function ChatAuditPage({ searchParams }: PageProps<'/chat/audit'>) {
  const asked = readAddress(await searchParams, chatAuditQuerySchema);
  return page(async (ctx) => {
    if (!asked) return <BadAddress title="Live chat audit" href="/chat/audit" />;
    const mayExport = canInOrg(ctx.rights, 'exportLedger');
    const [view, exports, extracts, term] = await Promise.all([
      viewLedger(ctx, asked.query, asked.page).catch(tooMuch),
      mayExport ? listMyJobs(ctx, ['audit_export'], 5) : null,
      mayExport ? listExtracts(ctx) : null,
      getTermOf(ctx, 'chat'),
    ]);
    const lists = { exports, extracts, term, mayReview: canInOrg(ctx.rights, 'readWholeLedger') };
    return <ChatAuditScreen query={asked.query} view={view} {...lists} />;
  });
}

/** A search that takes too long is no reason to lose the filters with which it can be narrowed. */
function tooMuch(error: unknown): null {
  if (error instanceof CareledgerError && error.code === 'limited') return null;
  throw error;
}

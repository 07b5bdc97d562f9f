import type { Metadata } from 'next';
import { AccountingScreen } from '@/components/crm/accounting/accounting-screen';
import { accountingOf } from '@/lib/crm/accounting/accounting';
import { canInOrg } from '@/lib/people/rights';
import { CareledgerError, notFound } from '@/lib/platform/errors';
import { isId } from '@/lib/platform/ids';
import { page } from '@/lib/ways-in/http/page';

/** A record's name may be PHI: the title never says it. */
export const metadata: Metadata = { title: 'Accounting of disclosures' };

export default async function AccountingPage({ params, searchParams }: PageProps<'/m/[module]/[recordId]/accounting'>) {
  const { module, recordId } = await params;
  const { from, to, show } = await searchParams;
  return page(async (ctx) => {
    if (!isId(recordId)) throw notFound('The record');
    const ref = { module, recordId };
    const days = { ...dayIn('from', from), ...dayIn('to', to) };
    let refused: string | null = null;
    // Days that are none are no reason to show nothing: the six years stand, and what was wrong is said.
    const accounting = await accountingOf(ctx, { ...ref, ...days }).catch((error: unknown) => {
      if (!(error instanceof CareledgerError) || error.code !== 'invalid') throw error;
      refused = error.message;
      return accountingOf(ctx, ref);
    });
    const maySuspend = canInOrg(ctx.rights, 'readWholeLedger');
    return (
      <AccountingScreen accounting={accounting} copyOnly={show === 'copy'} refused={refused} maySuspend={maySuspend} />
    );
  });
}

/** Left empty in the form, it is not asked for. */
const dayIn = (name: 'from' | 'to', value: string | string[] | undefined) => {
  const day = [value].flat()[0];
  return day ? { [name]: day } : {};
};

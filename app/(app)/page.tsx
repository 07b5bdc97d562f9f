import { redirect } from 'next/navigation';
import { page } from '@/lib/http/page';
import { canInModule, canInOrg } from '@/lib/rights';
import { getSurroundings } from '@/lib/users/account';

/** The start is the first module one may view. */
export default function StartPage() {
  return page(async (ctx) => {
    const { metadata } = await getSurroundings(ctx);
    const first = metadata.modules.find((module) => canInModule(ctx.rights, module.apiName, 'view'));
    if (first) redirect(`/m/${first.apiName}`);
    redirect(canInOrg(ctx.rights, 'readLedger') ? '/audit' : '/account');
  });
}

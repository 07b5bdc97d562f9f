import { redirect } from 'next/navigation';
import { page } from '@/lib/http/page';
import { canInModule, canInOrg } from '@/lib/rights';
import { getFirstSteps } from '@/lib/settings/first-steps';
import { getSurroundings } from '@/lib/users/account';

/** The start is the first module one may view; for the administrator of a new organisation, its first steps. */
export default function StartPage() {
  return page(async (ctx) => {
    if (canInOrg(ctx.rights, 'manageCompliance') && !(await getFirstSteps(ctx)).records) redirect('/first-steps');
    const { metadata } = await getSurroundings(ctx);
    const first = metadata.modules.find((module) => canInModule(ctx.rights, module.apiName, 'view'));
    if (first) redirect(`/m/${first.apiName}`);
    redirect(canInOrg(ctx.rights, 'readLedger') ? '/audit' : '/account');
  });
}

import { redirect } from 'next/navigation';
import { getFirstSteps } from '@/lib/admin/settings/first-steps';
import { canInModule, canInOrg } from '@/lib/people/rights';
import { getSurroundings } from '@/lib/people/users/account';
import { page } from '@/lib/ways-in/http/page';

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

import type { Metadata } from 'next';
import { FactorPolicyForm } from '@/components/people/factors/factor-policy-form';
import { KitMissing } from '@/components/people/offline-kit/kit-missing';
import { DormantForm } from '@/components/people/users/dormant-form';
import { SecondPersonCard } from '@/components/people/users/second-person-card';
import { SessionPolicyForm } from '@/components/people/users/session-policy-form';
import { PageHeader } from '@/components/ui/page-header';
import { getDormantRule } from '@/lib/admin/settings/dormant-accounts';
import { getFactorPolicy } from '@/lib/admin/settings/second-factor';
import { getSecondPerson } from '@/lib/admin/settings/second-person';
import { getSessionPolicy } from '@/lib/admin/settings/session-policy';
import { isKitMissing } from '@/lib/people/users/offline-kit/queries';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'Security' };

export default function SecurityPage() {
  return page(async (ctx) => {
    const [policy, secondPerson, factors, dormant, missing] = await Promise.all([
      getSessionPolicy(ctx),
      getSecondPerson(ctx),
      getFactorPolicy(ctx),
      getDormantRule(ctx),
      isKitMissing(ctx),
    ]);
    return (
      <>
        <PageHeader
          title="Security"
          description="When people are signed out by themselves, of whom a second factor is asked, what happens to accounts that nobody uses, and who confirms what lets somebody read health data."
        />
        <div className="flex flex-col gap-4">
          {missing ? <KitMissing /> : null}
          <SessionPolicyForm policy={policy} />
          <FactorPolicyForm policy={factors} />
          <DormantForm rule={dormant} />
          <SecondPersonCard setting={secondPerson} />
        </div>
      </>
    );
  });
}

import type { Metadata } from 'next';
import { FactorPolicyForm } from '@/components/people/factors/factor-policy-form';
import { KitMissing } from '@/components/people/offline-kit/kit-missing';
import { SecondPersonCard } from '@/components/people/users/second-person-card';
import { SessionPolicyForm } from '@/components/people/users/session-policy-form';
import { PageHeader } from '@/components/ui/page-header';
import { getFactorPolicy } from '@/lib/admin/settings/second-factor';
import { getSecondPerson } from '@/lib/admin/settings/second-person';
import { getSessionPolicy } from '@/lib/admin/settings/session-policy';
import { isKitMissing } from '@/lib/people/users/offline-kit/queries';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'Security' };

export default function SecurityPage() {
  return page(async (ctx) => {
    const [policy, secondPerson, factors, missing] = await Promise.all([
      getSessionPolicy(ctx),
      getSecondPerson(ctx),
      getFactorPolicy(ctx),
      isKitMissing(ctx),
    ]);
    return (
      <>
        <PageHeader
          title="Security"
          description="When people are signed out by themselves, of whom a second factor is asked, and who confirms what lets somebody read health data."
        />
        <div className="flex flex-col gap-4">
          {missing ? <KitMissing /> : null}
          <SessionPolicyForm policy={policy} />
          <FactorPolicyForm policy={factors} />
          <SecondPersonCard setting={secondPerson} />
        </div>
      </>
    );
  });
}

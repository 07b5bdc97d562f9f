import type { Metadata } from 'next';
import { PageHeader } from '@/components/ui/page-header';
import { SecondPersonCard } from '@/components/users/second-person-card';
import { SessionPolicyForm } from '@/components/users/session-policy-form';
import { page } from '@/lib/http/page';
import { getSecondPerson } from '@/lib/settings/second-person';
import { getSessionPolicy } from '@/lib/settings/session-policy';

export const metadata: Metadata = { title: 'Security' };

export default function SecurityPage() {
  return page(async (ctx) => {
    const [policy, secondPerson] = await Promise.all([getSessionPolicy(ctx), getSecondPerson(ctx)]);
    return (
      <>
        <PageHeader
          title="Security"
          description="When people are signed out by themselves, and who confirms what lets somebody read health data."
        />
        <div className="flex flex-col gap-4">
          <SessionPolicyForm policy={policy} />
          <SecondPersonCard setting={secondPerson} />
        </div>
      </>
    );
  });
}

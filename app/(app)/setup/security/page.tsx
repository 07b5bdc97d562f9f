import type { Metadata } from 'next';
import { PageHeader } from '@/components/ui/page-header';
import { SessionPolicyForm } from '@/components/users/session-policy-form';
import { page } from '@/lib/http/page';
import { getSessionPolicy } from '@/lib/settings/session-policy';

export const metadata: Metadata = { title: 'Session policy' };

export default function SecurityPage() {
  return page(async (ctx) => {
    const policy = await getSessionPolicy(ctx);
    return (
      <>
        <PageHeader
          title="Session policy"
          description="When people are signed out by themselves, so that an unattended screen shows nothing for long."
        />
        <SessionPolicyForm policy={policy} />
      </>
    );
  });
}

import type { Metadata } from 'next';
import { FactorList } from '@/components/people/factors/factor-list';
import { PageHeader } from '@/components/ui/page-header';
import { listMyFactors } from '@/lib/people/factors/queries';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'Second factor' };

export default function MySecurityPage() {
  return page(async (ctx) => (
    <>
      <PageHeader
        title="Second factor"
        breadcrumbs={[{ label: 'Personal settings', href: '/account' }]}
        description="What shows that it is you, beside your password."
      />
      <FactorList {...(await listMyFactors(ctx))} />
    </>
  ));
}

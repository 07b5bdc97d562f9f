import type { Metadata } from 'next';
import { PageHeader } from '@/components/ui/page-header';
import { OrganizationForm } from '@/components/users/organization-form';
import { page } from '@/lib/http/page';
import { getOrganization } from '@/lib/settings/organization';

export const metadata: Metadata = { title: 'Organization' };

export default function OrganizationPage() {
  return page(async (ctx) => {
    const { name } = await getOrganization(ctx);
    return (
      <>
        <PageHeader title="Organization" description="The name that stands on screens, exports and agreements." />
        <OrganizationForm name={name} />
      </>
    );
  });
}

import type { Metadata } from 'next';
import { OrganizationForm } from '@/components/people/users/organization-form';
import { PageHeader } from '@/components/ui/page-header';
import { getOrganization } from '@/lib/admin/settings/organization';
import { page } from '@/lib/ways-in/http/page';

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

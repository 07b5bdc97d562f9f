import type { Metadata } from 'next';
import { AgreementForm } from '@/components/admin/agreements/agreement-form';
import { PageHeader } from '@/components/ui/page-header';
import { listConnectionChoices } from '@/lib/admin/agreements/queries';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'New agreement' };

export default function NewAgreementPage() {
  return page(async (ctx) => {
    const choices = await listConnectionChoices(ctx);
    return (
      <>
        <PageHeader
          title="New agreement"
          breadcrumbs={[{ label: 'Agreements', href: '/setup/agreements' }]}
          description="It covers nothing until both have signed it and a second person has confirmed it."
        />
        <AgreementForm agreement={null} choices={choices} />
      </>
    );
  });
}

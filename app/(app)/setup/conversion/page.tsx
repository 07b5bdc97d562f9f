import type { Metadata } from 'next';
import { ConversionMappingForm } from '@/components/admin/customization/conversion-mapping-form';
import { PageHeader } from '@/components/ui/page-header';
import { getConversionMapping } from '@/lib/admin/customization/conversion-mapping';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'Lead conversion' };

export default function ConversionPage() {
  return page(async (ctx) => {
    const mapping = await getConversionMapping(ctx);
    return (
      <>
        <PageHeader
          title="Lead conversion"
          breadcrumbs={[{ label: 'Setup', href: '/setup' }, { label: 'Customization' }]}
          description="Which field of a lead fills which field of the account, the contact and the deal that it becomes."
        />
        <ConversionMappingForm key={mapping.version} mapping={mapping} />
      </>
    );
  });
}

import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ConvertForm } from '@/components/crm/records/conversion/convert-form';
import { PageHeader } from '@/components/ui/page-header';
import { getConversionDraft } from '@/lib/crm/records/conversion/draft';
import { LEADS } from '@/lib/crm/records/conversion/targets';
import { page } from '@/lib/ways-in/http/page';

/** A record's name may be PHI: the title never says it. */
export const metadata: Metadata = { title: 'Convert lead' };

export default async function ConvertScreen({ params }: PageProps<'/m/[module]/[recordId]/convert'>) {
  const { module, recordId } = await params;
  if (module !== LEADS) notFound();
  return page(async (ctx) => {
    const draft = await getConversionDraft(ctx, recordId);
    return (
      <>
        <PageHeader
          title={`Convert ${draft.name}`}
          breadcrumbs={[
            { label: 'Leads', href: '/m/Leads' },
            { label: draft.name, href: `/m/Leads/${recordId}` },
          ]}
          description="Into a contact, an account and, if you like, a deal. Which field fills which is set in Setup."
        />
        <ConvertForm draft={draft} />
      </>
    );
  });
}

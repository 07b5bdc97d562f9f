import type { Metadata } from 'next';
import { MergeForm } from '@/components/crm/records/merge/merge-form';
import { PageHeader } from '@/components/ui/page-header';
import { assertModuleRight } from '@/lib/crm/modules/visibility';
import { compareRecords } from '@/lib/crm/records/merge/compare';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'Merge records' };

export default async function MergeScreen({ params, searchParams }: PageProps<'/m/[module]/merge'>) {
  const { module: moduleName } = await params;
  const { ids } = await searchParams;
  return page(async (ctx) => {
    const compared = await compareRecords(ctx, moduleName, [ids ?? ''].flat().join(','));
    const { module } = compared;
    assertModuleRight(ctx, module, 'edit');
    assertModuleRight(ctx, module, 'delete');
    return (
      <>
        <PageHeader
          title={`Merge ${module.plural}`}
          breadcrumbs={[{ label: module.plural, href: `/m/${moduleName}` }]}
          description="Choose which record stays, and whose value each field gets. Hidden values are taken over without being shown."
        />
        <MergeForm compared={compared} timeZone={ctx.timeZone} />
      </>
    );
  });
}

import type { Metadata } from 'next';
import { MergeForm } from '@/components/records/merge/merge-form';
import { PageHeader } from '@/components/ui/page-header';
import { page } from '@/lib/http/page';
import { assertModuleRight } from '@/lib/modules/visibility';
import { compareRecords } from '@/lib/records/merge/compare';

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

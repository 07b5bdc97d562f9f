import type { Metadata } from 'next';
import { ImportSteps } from '@/components/crm/imports/import-steps';
import { UploadCard } from '@/components/crm/imports/upload-card';
import { PageHeader } from '@/components/ui/page-header';
import { getImportTarget } from '@/lib/crm/imports/queries';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'Import' };

export default async function ImportScreen({ params }: PageProps<'/m/[module]/import'>) {
  const { module: moduleName } = await params;
  return page(async (ctx) => {
    const module = await getImportTarget(ctx, moduleName);
    return (
      <>
        <PageHeader
          title={`Import ${module.plural.toLowerCase()}`}
          breadcrumbs={[{ label: module.plural, href: `/m/${module.apiName}` }]}
          description="Upload a CSV or XLSX file, say which column fills which field, look at a dry run, then import."
        />
        <ImportSteps current="Upload" />
        <UploadCard module={module.apiName} />
      </>
    );
  });
}

import type { Metadata } from 'next';
import { ImportSteps } from '@/components/imports/import-steps';
import { UploadCard } from '@/components/imports/upload-card';
import { PageHeader } from '@/components/ui/page-header';
import { page } from '@/lib/http/page';
import { getImportTarget } from '@/lib/imports/queries';

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

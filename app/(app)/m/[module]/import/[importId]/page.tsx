import type { Metadata } from 'next';
import { ImportProgress } from '@/components/imports/import-progress';
import { MappingForm } from '@/components/imports/mapping-form';
import { PageHeader } from '@/components/ui/page-header';
import { page } from '@/lib/http/page';
import { importableFields } from '@/lib/imports/mapping';
import { getImport } from '@/lib/imports/queries';
import { preview, start, undo } from './actions';

export const metadata: Metadata = { title: 'Import' };

export default async function ImportStepScreen({ params }: PageProps<'/m/[module]/import/[importId]'>) {
  const { module: moduleName, importId } = await params;
  return page(async (ctx) => {
    const { module, row, headers, mapping } = await getImport(ctx, { module: moduleName, importId });
    const reference = { module: moduleName, importId };
    return (
      <>
        <PageHeader
          title={`Import ${module.plural.toLowerCase()}`}
          breadcrumbs={[{ label: module.plural, href: `/m/${module.apiName}` }]}
          description={`${row.params.rows.toLocaleString('en-US')} rows, ${headers.length} columns`}
        />
        {row.status === 'draft' ? (
          <MappingForm
            reference={reference}
            headers={headers}
            fields={importableFields(module)}
            proposed={mapping}
            acts={{ preview, start }}
          />
        ) : (
          <ImportProgress reference={reference} plural={module.plural} undo={undo} />
        )}
      </>
    );
  });
}

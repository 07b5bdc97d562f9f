import type { Metadata } from 'next';
import { FoundCard } from '@/components/imports/found-card';
import { ImportProgress } from '@/components/imports/import-progress';
import { ImportSteps } from '@/components/imports/import-steps';
import { MappingForm } from '@/components/imports/mapping-form';
import { PageHeader } from '@/components/ui/page-header';
import { page } from '@/lib/http/page';
import { importableFields } from '@/lib/imports/mapping/mapping';
import { getImport } from '@/lib/imports/queries';
import { CREATE_ALL } from '@/lib/imports/rows/duplicates';
import { canInModule } from '@/lib/rights';
import { check, reread, start, undo } from './actions';

export const metadata: Metadata = { title: 'Import' };

const PARTS = { 'Check the file': '#found', 'Map columns': '#mapping', Duplicates: '#duplicates' };

export default async function ImportStepScreen({ params }: PageProps<'/m/[module]/import/[importId]'>) {
  const { module: moduleName, importId } = await params;
  return page(async (ctx) => {
    const file = await getImport(ctx, { module: moduleName, importId });
    const { module, row, headers, sheets = [], mapping, remembered } = file;
    const { format, found, rows, duplicates = CREATE_ALL, checkId = null } = row.params;
    const reference = { module: moduleName, importId };
    const isDraft = row.status === 'draft';
    return (
      <>
        <PageHeader
          title={`Import ${module.plural.toLowerCase()}`}
          breadcrumbs={[{ label: module.plural, href: `/m/${module.apiName}` }]}
          description={`${rows.toLocaleString('en-US')} rows, ${headers.length} columns`}
        />
        <ImportSteps current={isDraft ? 'Check the file' : 'Import'} targets={isDraft ? PARTS : {}} />
        {isDraft ? (
          <div className="flex flex-col gap-4">
            <FoundCard reference={reference} format={format} found={found} sheets={sheets} reread={reread} />
            <MappingForm
              // Read in another way, the file has other columns.
              key={JSON.stringify(format)}
              reference={reference}
              plural={module.plural}
              headers={headers}
              fields={importableFields(module)}
              proposed={mapping}
              remembered={remembered}
              duplicates={duplicates}
              mayEdit={canInModule(ctx.rights, moduleName, 'edit')}
              checkId={checkId}
              acts={{ check, start }}
            />
          </div>
        ) : (
          <ImportProgress reference={reference} plural={module.plural} undo={undo} />
        )}
      </>
    );
  });
}

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
import { canInModule, canInOrg } from '@/lib/rights';
import { changeField, check, look, makeField, reread, start, top, undo } from './actions';

export const metadata: Metadata = { title: 'Import' };

const PARTS = { 'Check the file': '#found', 'Map columns': '#mapping', Duplicates: '#duplicates' };

export default async function ImportStepScreen({ params }: PageProps<'/m/[module]/import/[importId]'>) {
  const { module: moduleName, importId } = await params;
  return page(async (ctx) => {
    const file = await getImport(ctx, { module: moduleName, importId });
    const { module, row, headers, sheets = [], mapping, choices, remembered } = file;
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
            <FoundCard reference={reference} format={format} found={found} sheets={sheets} acts={{ reread, top }} />
            <MappingForm
              // Read in another way, the file has other columns.
              key={JSON.stringify(format)}
              reference={reference}
              plural={module.plural}
              headers={headers}
              fields={importableFields(module)}
              proposed={mapping}
              choices={choices}
              remembered={remembered}
              mayCustomise={canInOrg(ctx.rights, 'manageModules')}
              duplicates={duplicates}
              mayEdit={canInModule(ctx.rights, moduleName, 'edit')}
              checkId={checkId}
              acts={{ check, start, look, makeField, changeField }}
            />
          </div>
        ) : (
          <ImportProgress reference={reference} plural={module.plural} undo={undo} />
        )}
      </>
    );
  });
}

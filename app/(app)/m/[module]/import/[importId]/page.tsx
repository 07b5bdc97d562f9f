import type { Metadata } from 'next';
import { ImportProgress } from '@/components/crm/imports/import-progress';
import { ImportSteps } from '@/components/crm/imports/import-steps';
import { ImportWizard } from '@/components/crm/imports/import-wizard';
import { counted } from '@/components/ui/counted';
import { PageHeader } from '@/components/ui/page-header';
import { importableFields } from '@/lib/crm/imports/mapping/mapping';
import { getImport } from '@/lib/crm/imports/queries';
import { mayBeTold } from '@/lib/crm/imports/rows/find-duplicates';
import { canInModule, canInOrg } from '@/lib/people/rights';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'Import' };

export default async function ImportStepScreen({ params }: PageProps<'/m/[module]/import/[importId]'>) {
  const { module: moduleName, importId } = await params;
  return page(async (ctx) => {
    const file = await getImport(ctx, { module: moduleName, importId });
    const { module, row, headers, sheets = [], mapping, choices, remembered, hasRecords, before } = file;
    const { format, found, rows, duplicates = null, checkId = null } = row.params;
    const reference = { module: moduleName, importId };
    const fields = importableFields(module);
    const isDraft = row.status === 'draft';
    return (
      <>
        <PageHeader
          title={`Import ${module.plural.toLowerCase()}`}
          breadcrumbs={[{ label: module.plural, href: `/m/${module.apiName}` }]}
          description={`${counted(rows, 'row')}, ${counted(headers.length, 'column')}`}
        />
        {isDraft ? (
          <ImportWizard
            found={{ reference, format, found, sheets }}
            mapping={{
              reference,
              singular: module.singular,
              plural: module.plural,
              headers,
              fields,
              proposed: mapping,
              choices,
              remembered,
              mayCustomise: canInOrg(ctx.rights, 'manageModules'),
              duplicates,
              hasRecords,
              before,
              unread: fields.filter((field) => !mayBeTold(ctx, module, field)).map(({ apiName }) => apiName),
              mayEdit: canInModule(ctx.rights, moduleName, 'edit'),
              checkId,
            }}
          />
        ) : (
          <>
            <ImportSteps current="Import" />
            <ImportProgress reference={reference} plural={module.plural} />
          </>
        )}
      </>
    );
  });
}

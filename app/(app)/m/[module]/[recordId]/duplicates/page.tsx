import type { Metadata } from 'next';
import { DuplicateList } from '@/components/crm/records/merge/duplicate-list';
import { SameFields } from '@/components/crm/records/merge/same-fields';
import { Callout } from '@/components/ui/callout';
import { PageHeader } from '@/components/ui/page-header';
import { findDuplicates } from '@/lib/crm/records/merge/find';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'Possible duplicates' };

/** Records with the same value of a field as this one. The address names fields, never values. */
export default async function DuplicatesScreen({
  params,
  searchParams,
}: PageProps<'/m/[module]/[recordId]/duplicates'>) {
  const { module, recordId } = await params;
  const { by } = await searchParams;
  return page(async (ctx) => {
    const asked = by === undefined ? undefined : [by].flat();
    const found = await findDuplicates(ctx, { module, recordId, by: asked });
    const href = `/m/${module}/${recordId}`;
    return (
      <>
        <PageHeader
          title={`Possible duplicates of ${found.name}`}
          breadcrumbs={[
            { label: found.module.plural, href: `/m/${module}` },
            { label: found.name, href },
          ]}
          description={`${found.module.plural} with the same value in a field that you choose.`}
        />
        <div className="flex flex-col gap-4">
          <SameFields fields={found.fields} />
          {found.tooMany.length > 0 ? (
            <Callout tone="info">
              More than 50 {found.module.plural} share the same {found.tooMany.join(' and the same ')}: that tells
              nobody from another.
            </Callout>
          ) : null}
          <DuplicateList recordId={recordId} found={found} />
        </div>
      </>
    );
  });
}

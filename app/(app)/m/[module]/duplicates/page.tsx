import type { Metadata } from 'next';
import { createLoader, parseAsBoolean, parseAsString } from 'nuqs/server';
import { DuplicatesScreen } from '@/components/crm/records/duplicates/duplicates-screen';
import { PageHeader } from '@/components/ui/page-header';
import { listDuplicates } from '@/lib/crm/records/duplicates/list';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'Find duplicates' };

const loadParams = createLoader({ after: parseAsString, apart: parseAsBoolean.withDefault(false) });

/** Records of a whole module that are the same in the fields one chooses. The address holds no field and no value. */
export default async function DuplicatesPage({ params, searchParams }: PageProps<'/m/[module]/duplicates'>) {
  const { module } = await params;
  const { after, apart } = await loadParams(searchParams);
  return page(async (ctx) => {
    const found = await listDuplicates(ctx, { module, after: after ?? undefined, apart });
    return (
      <>
        <PageHeader
          title={`Duplicates among ${found.module.plural}`}
          breadcrumbs={[{ label: found.module.plural, href: `/m/${module}` }]}
          description={`${found.module.plural} that you may see, with the same values in the fields you choose. Empty fields are never the same.`}
        />
        <DuplicatesScreen
          key={`${found.search?.jobId}.${after}.${apart}`}
          found={found}
          apart={apart}
          timeZone={ctx.timeZone}
        />
      </>
    );
  });
}

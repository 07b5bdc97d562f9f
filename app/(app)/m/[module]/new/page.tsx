import type { Metadata } from 'next';
import { NewRecordForm } from '@/components/crm/records/form/new-record-form';
import { PageHeader } from '@/components/ui/page-header';
import { getRecordDraft } from '@/lib/crm/records/get-draft';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'New record' };

const NO_NAMES = { users: {}, lookups: {} };

export default async function NewScreen({ params }: PageProps<'/m/[module]/new'>) {
  const { module: moduleName } = await params;
  return page(async (ctx) => {
    const { module, users } = await getRecordDraft(ctx, moduleName);
    return (
      <>
        <PageHeader
          title={`New ${module.singular.toLowerCase()}`}
          breadcrumbs={[{ label: module.plural, href: `/m/${module.apiName}` }]}
        />
        <NewRecordForm module={module} names={NO_NAMES} users={users} ownerId={ctx.actor.id} />
      </>
    );
  });
}

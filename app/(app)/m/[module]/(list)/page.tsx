import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { createLoader, createSerializer } from 'nuqs/server';
import { listRightsOf } from '@/components/crm/records/list/list-module';
import { listParams, requestOf, withoutProtected } from '@/components/crm/records/list/list-params';
import { ListScreen } from '@/components/crm/records/list/list-screen';
import { findRunningChange } from '@/lib/crm/mass-changes/queries';
import { listRecords } from '@/lib/crm/records/list';
import { defaultColumns } from '@/lib/crm/records/list-fields';
import { getListScreen } from '@/lib/crm/views/queries';
import { answerList } from '@/lib/ways-in/http/answer-list';
import { page } from '@/lib/ways-in/http/page';

export async function generateMetadata({ params }: PageProps<'/m/[module]'>): Promise<Metadata> {
  const { module } = await params;
  return { title: /^[A-Za-z0-9_]{1,50}$/.test(module) ? module.replaceAll('_', ' ') : 'Records' };
}

const loadParams = createLoader(listParams);
const serializeParams = createSerializer(listParams);

export default async function ListPage({ params, searchParams }: PageProps<'/m/[module]'>) {
  const { module: moduleName } = await params;
  const asked = await loadParams(searchParams);
  return page(async (ctx) => {
    const { module, fields, views, users } = await getListScreen(ctx, moduleName);
    const view = views.find(({ id }) => id === asked.view) ?? null;
    const { apiName, singular, plural, hipaa, nameFields } = module;
    const [answer, running] = await Promise.all([
      answerList(() => listRecords(ctx, apiName, { ...requestOf(asked, view), from: 'url' })),
      findRunningChange(ctx, apiName),
    ]);
    // Refused above, where it is recorded; now the value must leave the address and the page.
    const clean = withoutProtected(asked, fields);
    if (clean) redirect(serializeParams(`/m/${apiName}`, clean));
    return (
      <ListScreen
        key={apiName}
        me={ctx.actor.id}
        module={{ apiName, singular, plural, hipaa, nameFields }}
        fields={fields}
        defaultColumns={defaultColumns(module, fields)}
        views={views}
        users={users}
        may={listRightsOf(ctx.rights, apiName)}
        answer={answer}
        running={running}
      />
    );
  });
}

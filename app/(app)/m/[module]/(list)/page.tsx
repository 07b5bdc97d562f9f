import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { createLoader, createSerializer } from 'nuqs/server';
import { listParams, requestOf } from '@/components/crm/records/list/list-params';
import { ListScreen } from '@/components/crm/records/list/list-screen';
import { findRunningChange } from '@/lib/crm/mass-changes/queries';
import { defaultColumns, isProtected } from '@/lib/crm/records/list-fields';
import { getListScreen } from '@/lib/crm/views/queries';
import { canInModule, canInOrg } from '@/lib/people/rights';
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
    const { apiName, singular, plural, hipaa } = module;
    const [answer, running] = await Promise.all([
      answerList(ctx, apiName, { ...requestOf(asked, view), from: 'url' }),
      findRunningChange(ctx, apiName),
    ]);
    // Refused above, where it is recorded; now the value must leave the address and the page.
    const isRefused = (name: string) => fields.some((field) => field.apiName === name && isProtected(field));
    const refused = (asked.filters ?? []).filter(({ field }) => isRefused(field));
    if (refused.length > 0) {
      const filters = (asked.filters ?? []).filter(({ field }) => !isRefused(field));
      const removed = refused.map(({ field }) => field);
      redirect(serializeParams(`/m/${apiName}`, { ...asked, filters: filters.length > 0 ? filters : null, removed }));
    }
    return (
      <ListScreen
        key={apiName}
        me={ctx.actor.id}
        module={{ apiName, singular, plural, hipaa, nameFields: module.nameFields }}
        fields={fields}
        defaultColumns={defaultColumns(module, fields)}
        views={views}
        users={users}
        may={{
          create: canInModule(ctx.rights, apiName, 'create'),
          edit: canInModule(ctx.rights, apiName, 'edit'),
          import: canInModule(ctx.rights, apiName, 'import'),
          export: canInModule(ctx.rights, apiName, 'export'),
          delete: canInModule(ctx.rights, apiName, 'delete'),
          shareViews: canInOrg(ctx.rights, 'manageModules'),
          reveal: canInOrg(ctx.rights, 'revealPhi'),
        }}
        answer={answer}
        running={running}
      />
    );
  });
}

import type { Metadata } from 'next';
import { createLoader } from 'nuqs/server';
import { listParams, requestOf } from '@/components/records/list/list-params';
import { ListScreen } from '@/components/records/list/list-screen';
import { answerList } from '@/lib/http/answer-list';
import { page } from '@/lib/http/page';
import { defaultColumns } from '@/lib/records/list-fields';
import { canInModule, canInOrg } from '@/lib/rights';
import { getListScreen } from '@/lib/views/queries';
import * as actions from './actions';
import * as exportActions from './export-actions';
import { findLookups } from './new/actions';

export const metadata: Metadata = { title: 'Records' };

const loadParams = createLoader(listParams);
const acts = { ...actions, ...exportActions, findLookups };

export default async function ListPage({ params, searchParams }: PageProps<'/m/[module]'>) {
  const { module: moduleName } = await params;
  const asked = await loadParams(searchParams);
  return page(async (ctx) => {
    const { module, fields, views, users } = await getListScreen(ctx, moduleName);
    const view = views.find(({ id }) => id === asked.view) ?? null;
    const { apiName, singular, plural, hipaa } = module;
    return (
      <ListScreen
        key={apiName}
        me={ctx.actor.id}
        module={{ apiName, singular, plural, hipaa }}
        fields={fields}
        defaultColumns={defaultColumns(module, fields)}
        views={views}
        users={users}
        may={{
          create: canInModule(ctx.rights, apiName, 'create'),
          import: canInModule(ctx.rights, apiName, 'import'),
          export: canInModule(ctx.rights, apiName, 'export'),
          delete: canInModule(ctx.rights, apiName, 'delete'),
          shareViews: canInOrg(ctx.rights, 'manageModules'),
        }}
        answer={await answerList(ctx, apiName, { ...requestOf(asked, view), from: 'url' })}
        acts={acts}
      />
    );
  });
}

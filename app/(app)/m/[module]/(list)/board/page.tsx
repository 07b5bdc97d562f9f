import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { createLoader, createSerializer } from 'nuqs/server';
import { boardRequestOf } from '@/components/crm/records/board/board-request';
import { BoardScreen } from '@/components/crm/records/board/board-screen';
import { listRightsOf } from '@/components/crm/records/list/list-module';
import { listParams, withoutProtected } from '@/components/crm/records/list/list-params';
import { getBoard } from '@/lib/crm/boards/get';
import { defaultColumns } from '@/lib/crm/records/list-fields';
import { getListScreen } from '@/lib/crm/views/queries';
import { answerList } from '@/lib/ways-in/http/answer-list';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'Board' };

const loadParams = createLoader(listParams);
const serializeParams = createSerializer(listParams);

export default async function BoardPage({ params, searchParams }: PageProps<'/m/[module]/board'>) {
  const { module: moduleName } = await params;
  const asked = await loadParams(searchParams);
  return page(async (ctx) => {
    const { module, fields, views, users } = await getListScreen(ctx, moduleName);
    const view = views.find(({ id }) => id === asked.view) ?? null;
    const { apiName, singular, plural, hipaa, nameFields } = module;
    const answer = await answerList(() => getBoard(ctx, apiName, { ...boardRequestOf(asked, view), from: 'url' }));
    // Refused above, where it is recorded; now the value must leave the address and the page.
    const clean = withoutProtected(asked, fields);
    if (clean) redirect(serializeParams(`/m/${apiName}/board`, clean));
    return (
      <BoardScreen
        key={apiName}
        me={ctx.actor.id}
        module={{ apiName, singular, plural, hipaa, nameFields }}
        fields={fields}
        defaultColumns={defaultColumns(module, fields)}
        views={views}
        users={users}
        may={listRightsOf(ctx.rights, apiName)}
        answer={answer}
      />
    );
  });
}

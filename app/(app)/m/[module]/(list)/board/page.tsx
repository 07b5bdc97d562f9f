import type { Metadata } from 'next';
import { createLoader } from 'nuqs/server';
import { boardRequestOf } from '@/components/crm/records/board/board-request';
import { BoardScreen } from '@/components/crm/records/board/board-screen';
import { listParams } from '@/components/crm/records/list/list-params';
import { getBoard } from '@/lib/crm/boards/get';
import { answerList } from '@/lib/ways-in/http/answer-list';
import { page } from '@/lib/ways-in/http/page';
import { leaveProtectedOut, listProps } from '../list-props';

export const metadata: Metadata = { title: 'Board' };

const loadParams = createLoader(listParams);

export default async function BoardPage({ params, searchParams }: PageProps<'/m/[module]/board'>) {
  const { module: moduleName } = await params;
  const asked = await loadParams(searchParams);
  return page(async (ctx) => {
    const { view, props } = await listProps(ctx, moduleName, asked);
    const { apiName } = props.module;
    const answer = await answerList(() => getBoard(ctx, apiName, { ...boardRequestOf(asked, view), from: 'url' }));
    leaveProtectedOut(`/m/${apiName}/board`, asked, props.fields);
    return <BoardScreen key={apiName} {...props} answer={answer} />;
  });
}

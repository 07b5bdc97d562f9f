import type { Metadata } from 'next';
import { createLoader } from 'nuqs/server';
import { listParams, requestOf } from '@/components/crm/records/list/list-params';
import { ListScreen } from '@/components/crm/records/list/list-screen';
import { findRunningChange } from '@/lib/crm/mass-changes/queries';
import { listRecords } from '@/lib/crm/records/list';
import { answerList } from '@/lib/ways-in/http/answer-list';
import { page } from '@/lib/ways-in/http/page';
import { leaveProtectedOut, listProps } from './list-props';

export async function generateMetadata({ params }: PageProps<'/m/[module]'>): Promise<Metadata> {
  const { module } = await params;
  return { title: /^[A-Za-z0-9_]{1,50}$/.test(module) ? module.replaceAll('_', ' ') : 'Records' };
}

const loadParams = createLoader(listParams);

export default async function ListPage({ params, searchParams }: PageProps<'/m/[module]'>) {
  const { module: moduleName } = await params;
  const asked = await loadParams(searchParams);
  return page(async (ctx) => {
    const { view, props } = await listProps(ctx, moduleName, asked);
    const { apiName } = props.module;
    const [answer, running] = await Promise.all([
      answerList(() => listRecords(ctx, apiName, { ...requestOf(asked, view), from: 'url' })),
      findRunningChange(ctx, apiName),
    ]);
    leaveProtectedOut(`/m/${apiName}`, asked, props.fields);
    return <ListScreen key={apiName} {...props} answer={answer} running={running} />;
  });
}

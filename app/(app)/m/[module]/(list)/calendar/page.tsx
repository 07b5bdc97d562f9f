import type { Metadata } from 'next';
import { createLoader } from 'nuqs/server';
import { calendarRequestOf } from '@/components/crm/records/calendar/calendar-request';
import { CalendarScreen } from '@/components/crm/records/calendar/calendar-screen';
import { listParams } from '@/components/crm/records/list/list-params';
import { getCalendar } from '@/lib/crm/calendars/get';
import { answerList } from '@/lib/ways-in/http/answer-list';
import { page } from '@/lib/ways-in/http/page';
import { leaveProtectedOut, listProps } from '../list-props';

export const metadata: Metadata = { title: 'Calendar' };

const loadParams = createLoader(listParams);

export default async function CalendarPage({ params, searchParams }: PageProps<'/m/[module]/calendar'>) {
  const { module: moduleName } = await params;
  const asked = await loadParams(searchParams);
  return page(async (ctx) => {
    const { view, props } = await listProps(ctx, moduleName, asked);
    const { apiName } = props.module;
    const answer = await answerList(() =>
      getCalendar(ctx, apiName, { ...calendarRequestOf(asked, view), from: 'url' }),
    );
    leaveProtectedOut(`/m/${apiName}/calendar`, asked, props.fields);
    return <CalendarScreen key={apiName} {...props} answer={answer} />;
  });
}

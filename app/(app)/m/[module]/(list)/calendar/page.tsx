import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { createLoader, createSerializer } from 'nuqs/server';
import { calendarRequestOf } from '@/components/crm/records/calendar/calendar-request';
import { CalendarScreen } from '@/components/crm/records/calendar/calendar-screen';
import { listRightsOf } from '@/components/crm/records/list/list-module';
import { listParams, withoutProtected } from '@/components/crm/records/list/list-params';
import { getCalendar } from '@/lib/crm/calendars/get';
import { defaultColumns } from '@/lib/crm/records/list-fields';
import { getListScreen } from '@/lib/crm/views/queries';
import { answerList } from '@/lib/ways-in/http/answer-list';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'Calendar' };

const loadParams = createLoader(listParams);
const serializeParams = createSerializer(listParams);

export default async function CalendarPage({ params, searchParams }: PageProps<'/m/[module]/calendar'>) {
  const { module: moduleName } = await params;
  const asked = await loadParams(searchParams);
  return page(async (ctx) => {
    const { module, fields, views, users } = await getListScreen(ctx, moduleName);
    const view = views.find(({ id }) => id === asked.view) ?? null;
    const { apiName, singular, plural, hipaa, nameFields } = module;
    const answer = await answerList(() =>
      getCalendar(ctx, apiName, { ...calendarRequestOf(asked, view), from: 'url' }),
    );
    // Refused above, where it is recorded; now the value must leave the address and the page.
    const clean = withoutProtected(asked, fields);
    if (clean) redirect(serializeParams(`/m/${apiName}/calendar`, clean));
    return (
      <CalendarScreen
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

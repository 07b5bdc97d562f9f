'use client';

import { Button } from '@/components/ui/button';
import { ErrorState } from '@/components/ui/error-state';
import { Skeleton } from '@/components/ui/skeleton';
import type { Calendar, CalendarRequest } from '@/lib/crm/calendars/get';
import type { Listed } from '@/lib/ways-in/http/answer-list';
import { ListKeys } from '../list/list-keys';
import { NarrowedFrame, type NarrowedProps } from '../list/narrowed-frame';
import { useNarrowed } from '../list/use-narrowed';
import { sentFilters } from '../list/use-private-list';
import { searchCalendar } from './actions';
import { CalendarBar } from './calendar-bar';
import { CalendarDays } from './calendar-days';
import { calendarRequestOf } from './calendar-request';

export interface CalendarScreenProps extends NarrowedProps {
  answer: Listed<Calendar>;
}

const KEYS = [['j', 'to the first record']] as const;
const FIRST = '[data-card] [data-card-focus]';

/** A module's records by a date of theirs. Its state is in the address, as a list's is. */
export function CalendarScreen({ me, answer, ...props }: CalendarScreenProps) {
  const { module, fields, views, may } = props;
  const list = useNarrowed<Calendar, CalendarRequest>({
    ...{ memoryKey: `${me}:${module.apiName}`, fields, views, answer },
    requestOf: calendarRequestOf,
    ask: ({ by, at, span, filters = [] }, query) =>
      searchCalendar({
        ...{ module: module.apiName, by, at, span, search: query.search },
        filters: sentFilters([...filters, ...query.filters]),
      }),
  });
  const { page, error } = list;
  const by = fields.find(({ apiName }) => apiName === page?.by);
  function startOver() {
    list.clear();
    list.change({ by: null, at: null, filters: null });
  }
  return (
    <NarrowedFrame
      {...props}
      layout="calendar"
      kept={page ? { kind: 'calendar', by: page.by } : undefined}
      list={list}
      lookups={{}}
    >
      <CalendarBar fields={fields} calendar={page} params={list.params} onChange={list.change} />
      {error ? (
        <ErrorState
          title="This calendar cannot be shown"
          text={error.message}
          onRetry={list.retry}
          action={<Button onClick={startOver}>Start over</Button>}
        />
      ) : page && by ? (
        <CalendarDays
          module={module}
          calendar={page}
          by={by}
          filters={list.request.filters ?? []}
          loading={list.loading}
        />
      ) : (
        <Skeleton className="h-96" />
      )}
      <div>
        <ListKeys module={module} may={may} keys={KEYS} first={FIRST} />
      </div>
    </NarrowedFrame>
  );
}

import Link from 'next/link';
import { Callout } from '@/components/ui/callout';
import { cn } from '@/components/ui/cn';
import { formatTime } from '@/components/ui/time-format';
import { useTimeZone } from '@/components/ui/time-zone';
import type { Calendar, CalendarDay } from '@/lib/crm/calendars/get';
import { momentOf } from '@/lib/crm/records/calendar-fields';
import type { ListFilter } from '@/lib/crm/records/filter';
import type { ListField } from '@/lib/crm/records/list-fields';
import type { ListModule } from '../list/list-module';
import { RowName } from '../list/row-name';

export interface CalendarDaysProps {
  module: ListModule;
  calendar: Calendar;
  by: ListField;
  /** Those that stand in the address. */
  filters: readonly ListFilter[];
  loading: boolean;
}

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

const wordsOf = (day: string): string =>
  new Intl.DateTimeFormat('en-US', { dateStyle: 'full', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));

/** Days as a grid; on a phone one below the other, and only those that hold something. */
export function CalendarDays({ module, calendar, by, filters, loading }: CalendarDaysProps) {
  const { days, cut } = calendar;
  const isEmpty = days.every(({ entries }) => entries.length === 0);
  return (
    <section
      aria-label={`${module.plural} by ${by.label}`}
      aria-busy={loading || undefined}
      className="aria-busy:opacity-60"
    >
      {cut ? (
        <Callout tone="warning" role="status" className="mb-3">
          There are more records than were looked through: later days may lack some. Narrow the list by a filter.
        </Callout>
      ) : null}
      {isEmpty ? (
        <p role="status" className="mb-3 text-muted text-sm">
          No {module.plural.toLowerCase()} have {by.label} in these days.
        </p>
      ) : null}
      <div aria-hidden="true" className="grid grid-cols-7 text-subtle text-xs max-sm:hidden">
        {WEEKDAYS.map((day) => (
          <span key={day} className="px-2 py-1">
            {day}
          </span>
        ))}
      </div>
      <ol className="grid gap-px overflow-hidden rounded-md border border-line bg-line sm:grid-cols-7">
        {days.map((day) => (
          <Day key={day.day} day={day} {...{ module, calendar, by, filters }} />
        ))}
      </ol>
    </section>
  );
}

function Day({ day, module, calendar, by, filters }: Omit<CalendarDaysProps, 'loading'> & { day: CalendarDay }) {
  const timeZone = useTimeZone();
  const { at, span, today } = calendar;
  const isToday = day.day === today;
  const isOther = span === 'month' && day.day.slice(0, 7) !== at.slice(0, 7);
  const { records, over } = day.hidden;
  return (
    <li
      className={cn(
        'min-w-0 bg-surface p-1.5 sm:min-h-28',
        span === 'week' && 'sm:min-h-96',
        isOther && 'bg-sunken',
        day.entries.length === 0 && 'max-sm:hidden',
      )}
    >
      <h3 className="mb-1 flex items-center text-xs" aria-current={isToday ? 'date' : undefined}>
        <time
          dateTime={day.day}
          className={cn(
            'inline-flex h-6 min-w-6 items-center justify-center rounded-full px-1 tabular-nums',
            isToday ? 'bg-accent font-semibold text-on-accent' : isOther ? 'text-subtle' : 'text-muted',
          )}
        >
          <span className="sr-only max-sm:not-sr-only">{wordsOf(day.day)}</span>
          <span aria-hidden="true" className="max-sm:hidden">
            {Number(day.day.slice(8))}
          </span>
        </time>
      </h3>
      <ul className="flex flex-col gap-0.5">
        {day.entries.map((entry) => (
          <li key={entry.id} data-card={entry.id}>
            <Link
              href={`/m/${module.apiName}/${entry.id}`}
              prefetch={false}
              data-card-focus=""
              className="flex min-h-6 min-w-0 items-center gap-1.5 rounded-xs bg-accent-soft px-1.5 text-xs hover:underline"
            >
              {momentOf(by) === 'instant' ? (
                <span className="shrink-0 text-accent-text tabular-nums">
                  {formatTime(entry.at, 'clock', timeZone)}
                </span>
              ) : null}
              <span className="min-w-0 truncate">
                <RowName row={entry} />
              </span>
            </Link>
          </li>
        ))}
        {records > 0 ? (
          <li>
            <Link
              href={`/m/${module.apiName}?filters=${encodeURIComponent(JSON.stringify(ofDay(filters, by, day)))}`}
              prefetch={false}
              className="inline-flex min-h-6 items-center rounded-xs px-1.5 text-accent-text text-xs hover:underline"
            >
              +{records}
              {over ? '+' : ''} more<span className="sr-only"> on {wordsOf(day.day)}</span>
            </Link>
          </li>
        ) : null}
      </ul>
    </li>
  );
}

const ofDay = (filters: readonly ListFilter[], { apiName }: ListField, { between }: CalendarDay): ListFilter[] => [
  ...filters,
  { field: apiName, operator: 'between', value: between },
];

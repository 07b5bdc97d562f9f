import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useId } from 'react';
import { Button } from '@/components/ui/button';
import { Select } from '@/components/ui/select';
import type { Calendar } from '@/lib/crm/calendars/get';
import { calendarFields } from '@/lib/crm/records/calendar-fields';
import { daysOf, type Span, turn } from '@/lib/crm/records/calendar-span';
import type { ListField } from '@/lib/crm/records/list-fields';
import type { ListParams } from '../list/list-params';
import type { Patch } from '../list/use-narrowed';

export interface CalendarBarProps {
  fields: readonly ListField[];
  calendar: Calendar | undefined;
  params: ListParams;
  onChange: (patch: Patch) => void;
}

const SPAN_OPTIONS = [
  { value: 'month', label: 'Month' },
  { value: 'week', label: 'Week' },
];

const inWords = (day: string, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat('en-US', { ...options, timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));

/** "March 2026", or "Mar 8, 2026 to Mar 14, 2026". */
function nameOf(at: string, span: Span): string {
  if (span === 'month') return inWords(at, { month: 'long', year: 'numeric' });
  const days = daysOf(at, span);
  return [days[0], days.at(-1)].map((day) => inWords(day ?? at, { dateStyle: 'medium' })).join(' to ');
}

/** Which days, and by which date. Protected dates are not among them. */
export function CalendarBar({ fields, calendar, params, onChange }: CalendarBarProps) {
  const id = useId();
  const span = calendar?.span ?? params.span ?? 'month';
  const at = calendar?.at;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <div className="flex items-center gap-1">
        <Button
          size="icon"
          aria-label={`The ${span} before`}
          disabled={!at}
          onClick={() => at && onChange({ at: turn(at, span, -1) })}
        >
          <ChevronLeft aria-hidden="true" />
        </Button>
        <Button
          size="icon"
          aria-label={`The next ${span}`}
          disabled={!at}
          onClick={() => at && onChange({ at: turn(at, span, 1) })}
        >
          <ChevronRight aria-hidden="true" />
        </Button>
        <Button onClick={() => onChange({ at: null })}>Today</Button>
      </div>
      <h2 aria-live="polite" className="font-semibold text-base">
        {at ? nameOf(at, span) : ''}
      </h2>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 text-muted text-xs sm:ml-auto">
        <span className="flex items-center gap-2">
          <label htmlFor={`${id}-by`}>By</label>
          <Select
            id={`${id}-by`}
            className="w-44"
            value={calendar?.by ?? params.by ?? ''}
            options={calendarFields(fields).map(({ apiName, label }) => ({ value: apiName, label }))}
            onChange={(event) => onChange({ by: event.currentTarget.value })}
          />
        </span>
        <span className="flex items-center gap-2">
          <label htmlFor={`${id}-span`}>Show</label>
          <Select
            id={`${id}-span`}
            className="w-28"
            value={span}
            options={SPAN_OPTIONS}
            onChange={(event) => onChange({ span: event.currentTarget.value as Span })}
          />
        </span>
      </div>
    </div>
  );
}

import type { CalendarRequest } from '@/lib/crm/calendars/get';
import type { SavedView } from '@/lib/crm/views/queries';
import type { ListParams } from '../list/list-params';

/** What the address asks for; what it leaves open comes from the view. */
export function calendarRequestOf(params: ListParams, view: SavedView | null): CalendarRequest {
  const layout = view?.definition.layout;
  return {
    by: params.by ?? (layout?.kind === 'calendar' ? layout.by : undefined),
    at: params.at ?? undefined,
    span: params.span ?? undefined,
    filters: params.filters ?? view?.definition.filters ?? [],
  };
}

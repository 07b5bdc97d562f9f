import type { BoardRequest } from '@/lib/crm/boards/get';
import type { SavedView } from '@/lib/crm/views/queries';
import { type ListParams, NONE } from '../list/list-params';

/** What the address asks for; what it leaves open comes from the view. */
export function boardRequestOf(params: ListParams, view: SavedView | null): BoardRequest {
  const layout = view?.definition.layout;
  const kept = layout?.kind === 'board' ? layout : undefined;
  const sum = params.sum ?? kept?.sum ?? undefined;
  return {
    by: params.by ?? kept?.by,
    sum: sum === NONE ? undefined : sum,
    columns: params.columns ?? view?.definition.columns,
    filters: params.filters ?? view?.definition.filters ?? [],
  };
}

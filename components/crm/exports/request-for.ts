import type { RecordExportRequest } from '@/lib/crm/exports/schemas';
import type { ListFilter } from '@/lib/crm/records/filter';
import type { SavedView } from '@/lib/crm/views/queries';

/** What a list shows now. */
export interface ExportedView {
  columns: readonly string[];
  filters: readonly ListFilter[];
  search?: string;
}

export interface ExportChoice {
  scope: 'selected' | 'view' | 'saved' | 'all';
  /** The saved view, when that is the scope. */
  viewId: string | null;
  format: 'csv' | 'xlsx' | 'zip';
  include: ('related' | 'attachments')[];
  bom: boolean;
}

/** What may be chosen of a list. */
interface Exportable {
  view: ExportedView;
  views: readonly SavedView[];
  /** Ids of records. */
  selected: readonly string[];
}

/** What the server is asked for. */
export function requestFor(
  module: string,
  { scope, viewId, format, include, bom }: ExportChoice,
  { view, views, selected }: Exportable,
): RecordExportRequest {
  const request = { module, bom: bom && format !== 'xlsx', format, ...(format === 'zip' && { include }) };
  if (scope === 'all') return request;
  if (scope === 'selected') return { ...request, columns: [...view.columns], ids: [...selected] };
  // A view that is gone meanwhile is none: what the list shows, never all there is.
  const saved = scope === 'saved' ? views.find(({ id }) => id === viewId)?.definition : undefined;
  const { columns, filters, search } = saved ? { ...saved, search: undefined } : view;
  return {
    ...request,
    ...(columns && { columns: [...columns] }),
    filters: (filters ?? []).map(({ value, ...filter }) => ({
      ...filter,
      ...(value !== undefined && { value: typeof value === 'string' ? value : [...value] }),
    })),
    ...(search && { search }),
  };
}

import type { RecordExportRequest } from '@/lib/crm/exports/schemas';
import type { SavedView } from '@/lib/crm/views/queries';
import type { ExportButtonProps } from './export-button';

export interface ExportChoice {
  scope: 'selected' | 'view' | 'saved' | 'all';
  /** The saved view, when that is the scope. */
  viewId: string | null;
  format: 'csv' | 'xlsx' | 'zip';
  include: ('related' | 'attachments')[];
  bom: boolean;
}

/** What the server is asked for. */
export function requestFor(
  module: string,
  { scope, viewId, format, include, bom }: ExportChoice,
  view: ExportButtonProps['view'],
  views: readonly SavedView[],
  selected: readonly string[],
): RecordExportRequest {
  const request = { module, bom: bom && format !== 'xlsx', format, ...(format === 'zip' && { include }) };
  const saved = views.find(({ id }) => id === viewId)?.definition;
  if (scope === 'all' || (scope === 'saved' && !saved)) return request;
  if (scope === 'selected') return { ...request, columns: [...view.columns], ids: [...selected] };
  const { columns, filters, search } = scope === 'saved' && saved ? { ...saved, search: undefined } : view;
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

/** What a view may keep, and what of it still stands when it is opened. Pure. */

import type { ViewDefinition, ViewLayout } from '@/lib/platform/db/schema/views';
import { invalid } from '@/lib/platform/errors';
import { columnFields, readColumnField, readSumField, sumFields } from './board-fields';
import { calendarFields, readCalendarField } from './calendar-fields';
import { getListField, readFilters } from './filter';
import { isProtected, type ListField } from './list-fields';

/**
 * Checks what a person wants to save. A view is kept and may be shared, so no value of a protected field is in it.
 * @throws invalid or forbidden, naming the field.
 */
export function assertKeepable(fields: readonly ListField[], definition: ViewDefinition, timeZone: string): void {
  for (const column of definition.columns) getListField(fields, column);
  for (const { field: name } of definition.filters) {
    const field = getListField(fields, name);
    if (!isProtected(field)) continue;
    const message = `${field.label} holds protected data: a filter on it cannot be kept in a view.`;
    throw invalid(message, { reason: 'PROTECTED_IN_VIEW', fields: { [name]: message } });
  }
  readFilters(fields, definition.filters, timeZone);
  if (definition.layout) assertLayout(fields, definition.layout);
  if (definition.sort && !getListField(fields, definition.sort.field).sortable) {
    throw invalid('The view cannot be sorted by this field.', { fields: { [definition.sort.field]: 'Not sortable.' } });
  }
}

/** @throws invalid or forbidden, naming the field that makes no columns, sums or days. */
function assertLayout(fields: readonly ListField[], layout: ViewLayout): void {
  if (layout.kind === 'calendar') return void readCalendarField(fields, layout.by);
  readColumnField(fields, layout.by);
  readSumField(fields, layout.sum ?? undefined);
}

export interface OpenedDefinition extends ViewDefinition {
  /** What the view named and is left out now: fields that were deleted, or are protected since. */
  dropped: string[];
}

/** The view without what does not stand any more. A masked column may stay. */
export function openDefinition(
  fields: readonly ListField[],
  definition: ViewDefinition,
  timeZone: string,
): OpenedDefinition {
  const dropped = new Set<string>();
  const find = (name: string) => fields.find((field) => field.apiName === name);
  const drop = (name: string) => {
    dropped.add(find(name)?.label ?? name);
    return false;
  };
  const readable = (filter: ViewDefinition['filters'][number], field: ListField) => {
    try {
      return !isProtected(field) && readFilters([field], [filter], timeZone).length === 1;
    } catch {
      // A pick-list value that was removed, or a field that changed: dropped, and said so.
      return false;
    }
  };
  const columns = definition.columns.filter((name) => find(name) !== undefined || drop(name));
  const filters = definition.filters.filter((filter) => {
    const field = find(filter.field);
    return (field && readable(filter, field)) || drop(filter.field);
  });
  const sort = definition.sort;
  const sorted = sort !== null && (find(sort.field)?.sortable === true || drop(sort.field));
  const layout = definition.layout && openLayout(fields, definition.layout, drop);
  return { columns, filters, sort: sorted ? sort : null, ...(layout && { layout }), dropped: [...dropped] };
}

/** A board or calendar whose field is gone or protected since is a table; one without its sum stays a board. */
function openLayout(
  fields: readonly ListField[],
  layout: ViewLayout,
  drop: (name: string) => boolean,
): ViewLayout | undefined {
  const isAmong = (offered: readonly ListField[], name: string) =>
    offered.some(({ apiName }) => apiName === name) || drop(name);
  if (layout.kind === 'calendar') return isAmong(calendarFields(fields), layout.by) ? layout : undefined;
  if (!isAmong(columnFields(fields), layout.by)) return;
  const isSummed = layout.sum !== null && isAmong(sumFields(fields), layout.sum);
  return isSummed ? layout : { ...layout, sum: null };
}

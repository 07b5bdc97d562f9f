/** What a report may be made of, read for one person. Pure. */
import { metadataFor } from '@/lib/crm/modules/seen';
import { type ReadFilter, readFilters } from '@/lib/crm/records/filter';
import { listableModule } from '@/lib/crm/records/list';
import { isProtected, type ListField } from '@/lib/crm/records/list-fields';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { invalid } from '@/lib/platform/errors';
import type { GroupUnit, ReportDefinition, ReportMeasure } from '@/lib/platform/report-kinds';
import { type Countable, type GroupField, readGroupField, readMeasureField } from './fields';

export interface ReadGroup extends GroupField {
  /** Of a moment; null of all others. */
  unit: GroupUnit | null;
}

export interface ReadMeasure extends Pick<ReportMeasure, 'of'> {
  field: ListField;
}

/** A report as the one who asks may run it. */
export interface ReadReport {
  definition: ReportDefinition;
  filters: readonly ReadFilter[];
  groups: readonly ReadGroup[];
  measures: readonly ReadMeasure[];
}

/** A module as the asker may count it. @throws not_found; forbidden without the right to view it */
export async function countableModule(tx: Tx, ctx: Context, moduleName: string): Promise<Countable> {
  const { module, fields } = await listableModule(tx, ctx, moduleName);
  return { module, fields, metadata: await metadataFor(tx, ctx), rights: ctx.rights };
}

/**
 * Reads a definition for whoever asks: each time it is run, and when it is saved.
 * @throws forbidden for a protected field, to anybody; invalid for what makes no report, or is not there for the asker.
 */
export function readReport(of: Countable, definition: ReportDefinition, timeZone: string): ReadReport {
  for (const { field: name } of definition.filters) {
    const field = of.fields.find(({ apiName }) => apiName === name);
    if (!field || !isProtected(field)) continue;
    const message = `${field.label} holds protected data: a filter on it cannot be kept in a report.`;
    throw invalid(message, { reason: 'PROTECTED_IN_REPORT', fields: { [name]: message } });
  }
  const filters = readFilters(of.fields, definition.filters, timeZone);
  const groups = definition.groups.map(({ field, unit }): ReadGroup => {
    const found = readGroupField(of, field);
    return { ...found, unit: found.kind === 'moment' ? (unit ?? 'month') : null };
  });
  const names = definition.groups.map(({ field, unit }) => `${field} ${unit ?? ''}`);
  if (new Set(names).size < names.length) throw invalid('Choose two different groups.');
  const measures = definition.measures.map(({ of: kind, field }) => ({
    of: kind,
    field: readMeasureField(of, field, kind),
  }));
  assertDrawable(definition);
  return { definition, filters, groups, measures };
}

/** @throws invalid for a chart that these groups and figures do not make */
function assertDrawable({ chart, groups, measures }: ReportDefinition): void {
  if (chart.measure > measures.length) throw invalid('Choose a figure that the report has for its chart.');
  if (chart.kind === 'none') return;
  if (groups.length === 0) throw invalid('A chart needs a group.');
  if (chart.kind === 'heat' && groups.length < 2) throw invalid('A heat map needs two groups.');
}

/**
 * Figures over all records of a module, for those who see only some of them: by one pick list, always the same, without filters,
 * sums or averages. What the reader may list is counted exactly; what others have, as `small-counts.ts` says. What the reader
 * made and does not see any more is in neither: whoever adds records and gives them away learns nothing by it.
 */
import type { ModuleDefinition } from '@/lib/crm/modules/definition';
import { visibleRecords } from '@/lib/crm/modules/visibility';
import { allOf } from '@/lib/crm/records/condition';
import { convertedLeft } from '@/lib/crm/records/conversion/converted';
import { storedText } from '@/lib/crm/records/filter-sql';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { env } from '@/lib/platform/env';
import { countFigure, STANDARD_FOLDER, type StandardReport } from '@/lib/platform/figures';
import { type Countable, type GroupField, groupFields } from './fields';
import { limitReport } from './limit-report';
import { countOfUnseen, sumOfUnseen } from './small-counts';

interface WholeSpec {
  key: string;
  name: string;
  module: string;
  field: string;
}

const WHOLE: readonly WholeSpec[] = [
  { key: 'pipeline-everybody', name: 'Pipeline of the organisation', module: 'Deals', field: 'Stage' },
  { key: 'leads-everybody', name: 'Leads of the organisation', module: 'Leads', field: 'Lead_Status' },
  { key: 'tasks-everybody', name: 'Tasks of the organisation', module: 'Tasks', field: 'Status' },
  { key: 'cases-everybody', name: 'Cases of the organisation', module: 'Cases', field: 'Status' },
];

/** Whether somebody sees a part of a module's records only: who sees all has them in the other reports, exactly. */
const seesAPart = (ctx: Context, module: ModuleDefinition): boolean =>
  ctx.ownerIds !== null && module.sharing === 'private';

/** The report of a key, where there is one of it for whoever asks. */
export function wholeReport(ctx: Context, of: Countable, key: string): { spec: WholeSpec; by: GroupField } | null {
  const spec = WHOLE.find((one) => one.key === key && one.module === of.module.apiName);
  const by = spec && groupFields(of).find(({ path, kind }) => path === spec.field && kind === 'option');
  return spec && by && seesAPart(ctx, of.module) ? { spec, by } : null;
}

export const wholeHead = ({ key, name }: Pick<WholeSpec, 'key' | 'name'>) => ({
  key,
  name,
  words: 'Yours exactly, and roughly those of everybody else.',
  folder: STANDARD_FOLDER,
});

/** Keys of these reports by module. */
export const wholeOf = (moduleName: string): readonly WholeSpec[] =>
  WHOLE.filter(({ module }) => module === moduleName);

export const moduleOfWhole = (key: string): string | null => WHOLE.find((one) => one.key === key)?.module ?? null;

interface CountRow {
  key: string | null;
  seen: string;
  unseen: string;
}

/** Counts for one person. */
export async function countWhole(
  tx: Tx,
  ctx: Context,
  { module }: Countable,
  { spec, by }: { spec: WholeSpec; by: GroupField },
): Promise<StandardReport> {
  await limitReport(tx);
  const options = (by.field.options.pickList ?? []).map(({ value }) => value);
  const live = tx.sql`org_id = ${tx.orgId} and module_id = ${module.id} and deleted_at is null`;
  const stored = storedText(tx, by.field);
  const rows = await tx.sql<CountRow[]>`
    select key, count(*) filter (where seen)::text as seen, count(*) filter (where not seen and not own)::text as unseen
    from (
      select case when ${stored} = any(${options}::text[]) then ${stored} end as key,
        coalesce((${visibleRecords(tx, ctx, module)}), false) as seen, created_by = ${ctx.actor.id} as own
      from records
      where ${allOf(tx, [live, ...convertedLeft(tx, module)])}) as counted
    group by 1`;
  const smallest = env().SMALL_COUNT;
  const counted = new Map(rows.map((row) => [row.key, { seen: Number(row.seen), unseen: Number(row.unseen) }]));
  // Each option, and none, whether anybody has it or not: that a line is there tells nothing.
  const keys = [...options, null];
  const of = (key: string | null) => counted.get(key) ?? { seen: 0, unseen: 0 };
  const labels = new Map((by.field.options.pickList ?? []).map(({ value, label }) => [value, label]));
  return {
    ...wholeHead(spec),
    chart: { kind: 'bars', measure: 1 },
    figures: {
      by: by.label,
      across: null,
      measures: [`${module.plural} that you see`, 'Those of others'],
      lines: keys.map((key) => ({
        key: key === null ? '-' : `=${key}`,
        label: key === null ? 'None' : (labels.get(key) ?? key),
        cells: [],
        figures: [countFigure(of(key).seen), countOfUnseen(of(key).unseen, smallest)],
      })),
      total: [
        countFigure(keys.reduce((sum, key) => sum + of(key).seen, 0)),
        sumOfUnseen(
          keys.map((key) => of(key).unseen),
          smallest,
        ),
      ],
      rowsLookedAt: null,
      cut: null,
    },
  };
}

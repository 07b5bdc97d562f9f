/** The groups of a report in words, in their order, and the filter that finds the records of each. Pure but for the names asked. */
import { dateFormat } from '@/lib/crm/modules/field-types/intl';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import { lookupNames, userNames } from '@/lib/crm/records/names';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import type { GroupUnit, ReportFilter, ReportGroup } from '@/lib/platform/report-kinds';
import type { ReadGroup } from './definition';

/** The value of a group as it is read; null: the records that have none. */
export type GroupKey = string | null;

export const UNIT_WORDS: Record<GroupUnit, string> = {
  day: 'by day',
  week: 'by week',
  month: 'by month',
  quarter: 'by quarter',
  year: 'by year',
};

export const groupLabel = ({ label, unit }: Pick<ReadGroup, 'label'> & { unit: ReportGroup['unit'] | null }): string =>
  unit ? `${label}, ${UNIT_WORDS[unit]}` : label;

const NONE = 'None';

/** What the groups of these values are called. */
export async function namesOfGroups(
  tx: Tx,
  ctx: Context,
  group: ReadGroup,
  keys: readonly GroupKey[],
): Promise<(key: GroupKey) => string> {
  const ids = keys.filter((key) => key !== null);
  // A record that one may not see stands in the group without a value, and is not told of by a word of its own.
  const none = group.through || group.kind === 'record' ? 'None that you may see' : NONE;
  const names = await namesOf(tx, ctx, group, ids);
  return (key) => (key === null ? none : names(key));
}

async function namesOf(
  tx: Tx,
  ctx: Context,
  { kind, field, unit, target }: ReadGroup,
  ids: readonly string[],
): Promise<(key: string) => string> {
  if (kind === 'moment') return (key) => momentInWords(key, unit ?? 'day');
  if (kind === 'yes_or_no') return (key) => (key === 'true' ? 'Yes' : 'No');
  if (kind === 'option') {
    const labels = new Map((field.options.pickList ?? []).map(({ value, label }) => [value, label]));
    return (key) => labels.get(key) ?? key;
  }
  if (kind === 'user') {
    const names = await userNames(tx, ids);
    return (key) => names[key] ?? 'A former user';
  }
  const names = target ? await lookupNames(tx, ctx, target.apiName, ids) : {};
  return (key) => names[key]?.name ?? 'A record that is gone';
}

const format = {
  day: dateFormat({ dateStyle: 'medium', timeZone: 'UTC' }),
  month: dateFormat({ month: 'short', year: 'numeric', timeZone: 'UTC' }),
};

/** "Dec 1, 2026", "Week of Nov 30, 2026", "Dec 2026", "Q4 2026", "2026". @param day the first of it, `YYYY-MM-DD` */
export function momentInWords(day: string, unit: GroupUnit): string {
  const at = new Date(`${day}T00:00:00Z`);
  if (unit === 'day') return format.day.format(at);
  if (unit === 'week') return `Week of ${format.day.format(at)}`;
  if (unit === 'month') return format.month.format(at);
  if (unit === 'year') return day.slice(0, 4);
  return `Q${Math.floor(at.getUTCMonth() / 3) + 1} ${day.slice(0, 4)}`;
}

/** The first day of the next group. */
export function nextOf(day: string, unit: GroupUnit): string {
  const at = new Date(`${day}T00:00:00Z`);
  if (unit === 'day') at.setUTCDate(at.getUTCDate() + 1);
  if (unit === 'week') at.setUTCDate(at.getUTCDate() + 7);
  if (unit === 'month') at.setUTCMonth(at.getUTCMonth() + 1);
  if (unit === 'quarter') at.setUTCMonth(at.getUTCMonth() + 3);
  if (unit === 'year') at.setUTCFullYear(at.getUTCFullYear() + 1);
  return at.toISOString().slice(0, 10);
}

/** The groups in their order: options as the field has them, all of them; times from the earliest on; all else the largest first. */
export function inOrder(group: ReadGroup, keys: readonly GroupKey[]): GroupKey[] {
  const present = new Set(keys);
  if (group.kind === 'option') {
    const options = (group.field.options.pickList ?? []).map(({ value }) => value);
    const known = new Set<GroupKey>(options);
    const others = keys.filter((key) => !known.has(key));
    return [...(options.length <= 30 ? options : options.filter((value) => present.has(value))), ...others];
  }
  if (group.kind === 'moment') {
    const days = keys.filter((key) => key !== null).toSorted();
    return present.has(null) ? [...days, null] : days;
  }
  if (group.kind === 'yes_or_no') return ['true', 'false', null].filter((key) => present.has(key));
  return [...keys];
}

/** The filters of a list that holds the records of a group; null where no list can be asked for by them. */
export function filtersOf(group: ReadGroup, key: GroupKey): ReportFilter[] | null {
  const { kind, unit, through } = group;
  const { apiName: field, operators } = group.field;
  if (through || (kind === 'record' && key === null)) return null;
  const made = key === null ? [{ field, operator: 'is_empty' }] : filtersFor(group, key, unit);
  return made.every(({ operator }) => operators.some((known) => known === operator)) ? made : null;
}

function filtersFor({ kind, field: { apiName: field, type } }: ReadGroup, key: string, unit: GroupUnit | null) {
  if (kind !== 'moment') return [{ field, operator: 'equals', value: key }];
  const time = fieldType(type).moment === 'instant' ? 'T00:00' : '';
  return [
    { field, operator: 'greater_equal', value: `${key}${time}` },
    { field, operator: 'less_than', value: `${nextOf(key, unit ?? 'day')}${time}` },
  ];
}

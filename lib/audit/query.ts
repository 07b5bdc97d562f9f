/** What the audit page's address says: ids, names and days, never a value. */
import { z } from 'zod';
import { type Id, isId } from '../ids';
import { ACTION_NAMES, type ActionGroup, actionsIn, GROUP_NAMES } from '../ledger/action-groups';
import type { LedgerAction } from '../ledger/actions';
import type { LedgerFilter } from '../ledger/filter';
import { instantOfWallTime, wallTime } from '../modules/field-types/calendar';

export const RANGES = {
  '24h': 'Last 24 hours',
  '7d': 'Last 7 days',
  '30d': 'Last 30 days',
  '90d': 'Last 90 days',
  all: 'All time',
  custom: 'From and to',
} as const;

export type Range = keyof typeof RANGES;
export const RANGE_NAMES = Object.keys(RANGES) as [Range, ...Range[]];
export const DEFAULT_RANGE: Range = '30d';

/** One action, or all of a group. */
export type ActionChoice = LedgerAction | `group:${ActionGroup}`;
export const ACTION_CHOICES = [...GROUP_NAMES.map((group) => `group:${group}` as const), ...ACTION_NAMES] as [
  ActionChoice,
  ...ActionChoice[],
];

const id = z.custom<Id>(isId, { error: 'This is not an id.' });

export const auditQuerySchema = z.object({
  module: z.string().max(64).optional(),
  user: id.optional(),
  action: z.enum(ACTION_CHOICES).optional(),
  outcome: z.enum(['done', 'refused']).optional(),
  record: id.optional(),
  range: z.enum(RANGE_NAMES).default(DEFAULT_RANGE),
  /** First day, in the asker's zone; with range `custom`. */
  from: z.iso.date().optional(),
  /** Last day, itself included. */
  to: z.iso.date().optional(),
});

export type AuditQuery = z.infer<typeof auditQuerySchema>;

const DAYS: Partial<Record<Range, number>> = { '7d': 7, '30d': 30, '90d': 90 };
const DAY_MS = 24 * 60 * 60 * 1000;

/** The filter that a query means now, in the asker's zone. Ranges of days begin at midnight. */
export function filterOf(query: AuditQuery, timeZone: string, now: Date = new Date()): LedgerFilter {
  return {
    ...(query.module !== undefined && { module: query.module }),
    ...(query.user !== undefined && { actorId: query.user }),
    ...(query.action !== undefined && { actions: actionsOf(query.action) }),
    ...(query.outcome !== undefined && { outcome: query.outcome }),
    ...(query.record !== undefined && { recordId: query.record }),
    ...timesOf(query, timeZone, now),
  };
}

function actionsOf(choice: ActionChoice): LedgerAction[] {
  const group = GROUP_NAMES.find((name) => choice === `group:${name}`);
  return group ? actionsIn(group) : [choice as LedgerAction];
}

function timesOf({ range, from, to }: AuditQuery, timeZone: string, now: Date): Pick<LedgerFilter, 'from' | 'to'> {
  if (range === '24h') return { from: new Date(now.getTime() - DAY_MS).toISOString() };
  if (range === 'custom') {
    return {
      ...(from !== undefined && { from: midnight(from, 0, timeZone) }),
      ...(to !== undefined && { to: midnight(to, 1, timeZone) }),
    };
  }
  const days = DAYS[range];
  if (days === undefined) return {};
  return { from: midnight(wallTime(now, timeZone).slice(0, 10), 1 - days, timeZone) };
}

/** The beginning of a day, some days later, as ISO UTC. */
function midnight(day: string, daysLater: number, timeZone: string): string {
  const date = new Date(Date.parse(`${day}T00:00:00Z`) + daysLater * DAY_MS).toISOString().slice(0, 10);
  return instantOfWallTime(`${date}T00:00:00`, timeZone).toISOString();
}

/** What a query asks for, as facts of an event. */
export const factsOf = (query: AuditQuery): Record<string, string> =>
  Object.fromEntries(Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined));

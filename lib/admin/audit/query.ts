/** What the audit page's address says: ids, names and days, never a value. */

import { z } from 'zod';
import { instantOfWallTime, wallTime } from '@/lib/crm/modules/field-types/calendar';
import { clock } from '@/lib/platform/clock';
import { type Id, isId } from '@/lib/platform/ids';
import { actionsIn, GROUP_NAMES } from '@/lib/protection/ledger/action-groups';
import type { LedgerAction } from '@/lib/protection/ledger/actions';
import type { LedgerFilter } from '@/lib/protection/ledger/filter';
import { ACTION_CHOICES, type ActionChoice, CHAT_CHOICES, DEFAULT_RANGE, RANGE_NAMES, type Range } from './choices';

const id = z.custom<Id>(isId, { error: 'This is not an id.' });

export const auditQuerySchema = z.object({
  module: z.string().max(64).optional(),
  user: id.optional(),
  action: z.enum(ACTION_CHOICES).optional(),
  outcome: z.enum(['done', 'refused']).optional(),
  record: id.optional(),
  /** Of live chat. */
  conversation: id.optional(),
  visit: id.optional(),
  range: z.enum(RANGE_NAMES).default(DEFAULT_RANGE),
  /** First day, in the asker's zone; with range `custom`. */
  from: z.iso.date().optional(),
  /** Last day, itself included. */
  to: z.iso.date().optional(),
});

export type AuditQuery = z.infer<typeof auditQuerySchema>;

/** Of live chat's own view: its acts only, all of them where none is chosen. */
export const chatAuditQuerySchema = auditQuerySchema.extend({
  action: z.enum(CHAT_CHOICES).default('group:chat'),
});

export const exportRequestSchema = z.object({
  query: auditQuerySchema,
  bom: z.boolean(),
  /** Only live chat, in columns of its own. */
  group: z.literal('chat').optional(),
  /** A CSV where it is left out. */
  kind: z.literal('bundle').optional(),
});
export const entryRequestSchema = z.object({ id });

const DAYS: Partial<Record<Range, number>> = { '7d': 7, '30d': 30, '90d': 90 };
const DAY_MS = 24 * 60 * 60 * 1000;

/** The filter that a query means now, in the asker's zone. Ranges of days begin at midnight. */
export function filterOf(query: AuditQuery, timeZone: string, now: Date = clock.now()): LedgerFilter {
  return {
    ...(query.module !== undefined && { module: query.module }),
    ...(query.user !== undefined && { actorId: query.user }),
    ...(query.action !== undefined && { actions: actionsOf(query.action) }),
    ...(query.outcome !== undefined && { outcome: query.outcome }),
    ...(query.record !== undefined && { recordId: query.record }),
    ...(query.conversation !== undefined && { subjectId: query.conversation }),
    ...(query.visit !== undefined && { visitId: query.visit }),
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

type Address = Readonly<Record<string, string | readonly string[] | undefined>>;

const pageSchema = z.object({ after: id.optional(), before: id.optional() });

/** What an address asks for; null when something in it is not right. What is empty is as if it were not there. */
export function readAddress(
  address: Address,
  schema: typeof auditQuerySchema | typeof chatAuditQuerySchema = auditQuerySchema,
): { query: AuditQuery; page: z.infer<typeof pageSchema> } | null {
  const given = Object.fromEntries(Object.entries(address).filter(([, value]) => value !== '' && value !== undefined));
  const query = schema.safeParse(given);
  const page = pageSchema.safeParse(given);
  return query.success && page.success ? { query: query.data, page: page.data } : null;
}

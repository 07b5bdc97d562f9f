import type { Context } from '@/lib/platform/context';
import { readInOrg } from '@/lib/platform/db/transaction';
import { type Id, isId } from '@/lib/platform/ids';
import type { Act } from '../connections/connection';
import { assertMayReadConnections } from '../rights';
import { wordsOfReason } from './reasons';

export const DELIVERY_STATES = ['waiting', 'sending', 'sent', 'sent_without', 'not_sent', 'skipped', 'failed'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

export interface DeliveryDto {
  id: Id;
  module: string;
  recordId: Id;
  act: Act;
  state: DeliveryState;
  createdAt: string;
  settledAt: string | null;
  tries: number;
  /** Why it ended as it did or waits, in words. */
  reason: string | null;
  status: number | null;
  durationMs: number | null;
  /** API names of the fields that were left out. */
  withheld: readonly string[];
}

export interface DeliveryPage {
  deliveries: DeliveryDto[];
  /** `before` of the page behind this one; null: there is none. */
  next: Id | null;
}

const PER_PAGE = 50;

/** What became of changes that an app was to hear of, the newest first. @throws forbidden */
export const listDeliveries = (
  ctx: Context,
  connectionId: Id,
  { state, before }: { state?: DeliveryState | undefined; before?: string | undefined } = {},
): Promise<DeliveryPage> =>
  readInOrg(ctx.orgId, async (tx) => {
    assertMayReadConnections(ctx);
    const from = before && isId(before) ? before : null;
    const rows = await tx.sql<(Omit<DeliveryDto, 'reason'> & { code: string | null })[]>`
      select d.id, m.api_name as module, d.record_id as "recordId", d.act, d.state, d.tries, d.reason as code, d.status,
        to_json(d.created_at) #>> '{}' as "createdAt", to_json(d.settled_at) #>> '{}' as "settledAt",
        d.duration_ms as "durationMs", coalesce(d.withheld_fields, '{}') as withheld
      from app_deliveries d
      join modules m on m.org_id = d.org_id and m.id = d.module_id
      where d.org_id = ${tx.orgId} and d.connection_id = ${isId(connectionId) ? connectionId : '0'}
        and (${state ?? null}::text is null or d.state = ${state ?? null})
        and (${from}::bigint is null or d.id < ${from})
      order by d.id desc limit ${PER_PAGE + 1}`;
    const deliveries = rows
      .slice(0, PER_PAGE)
      .map(({ code, ...row }) => ({ ...row, reason: wordsOfReason(code) ?? null }));
    return { deliveries, next: rows.length > PER_PAGE ? (deliveries.at(-1)?.id ?? null) : null };
  });

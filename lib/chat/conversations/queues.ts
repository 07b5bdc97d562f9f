/** The console's lists. Nothing in them is what was said or who said it: a visitor goes by a number. */
import type { Context } from '@/lib/platform/context';
import type { ConversationStatus } from '@/lib/platform/db/schema/chat';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { assertMayList } from '../access';
import { chatSettings } from '../setup/settings';

export const QUEUES = ['waiting', 'mine', 'all', 'missed', 'closed'] as const;
export type Queue = (typeof QUEUES)[number];

export interface QueueRow {
  id: Id;
  status: ConversationStatus;
  brand: string | null;
  department: string | null;
  operator: { id: Id; name: string } | null;
  startedAt: string;
  lastMessageAt: string;
  closedAt: string | null;
  /** The visitor wrote last. */
  needsAnswer: boolean;
  /** Things said that the asker has not seen; null where the asker is not in it. */
  unread: number | null;
  /** Offered to the asker by another operator. */
  transferId: Id | null;
}

export interface QueuePage {
  rows: QueueRow[];
  /** Of the lists that are short and live. */
  counts: Record<Exclude<Queue, 'all' | 'closed'>, number>;
  nextCursor: Id | null;
}

const PAGE = 50;

/** A page of a list, the newest first; those who wait, the longest first. @throws forbidden */
export async function listQueue(ctx: Context, queue: Queue, cursor: Id | null = null): Promise<QueuePage> {
  assertMayList(ctx);
  return inOrg(ctx.orgId, async (tx) => {
    const settings = await chatSettings(tx);
    const waiting = tx.sql`c.status = 'waiting' and c.started_at > now() - make_interval(secs => ${settings.missedAfterSeconds})
      and (c.offered_to is null or c.offered_to = ${ctx.actor.id} or c.offered_until < now())`;
    const missed = tx.sql`(c.status = 'missed' or (c.status = 'waiting'
      and c.started_at <= now() - make_interval(secs => ${settings.missedAfterSeconds})))`;
    const mine = tx.sql`c.status = 'open' and (c.operator_id = ${ctx.actor.id} or r.participant or t.id is not null)`;
    const which = {
      waiting,
      missed,
      mine,
      all: tx.sql`c.status <> 'closed'`,
      closed: tx.sql`c.status = 'closed'`,
    }[queue];
    const [rows, counts] = await Promise.all([
      tx.sql<Row[]>`
        select c.id, c.status, b.name as brand, d.name as department, u.id as operator_id, u.name as operator_name,
          c.started_at, c.last_message_at, c.closed_at, c.last_from_visitor,
          case when c.operator_id = ${ctx.actor.id} or r.participant then greatest(c.seq - coalesce(r.seen_seq, 0), 0) end
            as unread,
          t.id as transfer_id
        from ${sources(tx, ctx)}
        left join chat_brands b on b.org_id = c.org_id and b.id = c.brand_id
        left join chat_departments d on d.org_id = c.org_id and d.id = c.department_id
        left join users u on u.org_id = c.org_id and u.id = c.operator_id
        where c.org_id = ${tx.orgId} and c.deleted_at is null and ${which}
          ${cursor ? (queue === 'waiting' ? tx.sql`and c.id > ${cursor}` : tx.sql`and c.id < ${cursor}`) : tx.sql``}
        order by ${queue === 'waiting' ? tx.sql`c.id` : tx.sql`c.id desc`} limit ${PAGE + 1}`,
      tx.sql<QueuePage['counts'][]>`
        select count(*) filter (where ${waiting})::int as waiting, count(*) filter (where ${missed})::int as missed,
          count(*) filter (where ${mine})::int as mine
        from ${sources(tx, ctx)}
        where c.org_id = ${tx.orgId} and c.deleted_at is null and c.status <> 'closed'`,
    ]);
    const shown = rows.slice(0, PAGE);
    return {
      rows: shown.map(toQueueRow),
      counts: counts[0] ?? { waiting: 0, missed: 0, mine: 0 },
      nextCursor: rows.length > PAGE ? (shown.at(-1)?.id ?? null) : null,
    };
  });
}

const sources = (tx: Tx, ctx: Context) => tx.sql`
  chat_conversations c
  left join chat_readers r on r.org_id = c.org_id and r.conversation_id = c.id and r.user_id = ${ctx.actor.id}
  left join chat_transfers t on t.org_id = c.org_id and t.conversation_id = c.id and t.state = 'offered'
    and t.to_user_id = ${ctx.actor.id}`;

interface Row {
  id: Id;
  status: ConversationStatus;
  brand: string | null;
  department: string | null;
  operator_id: Id | null;
  operator_name: string | null;
  started_at: string;
  last_message_at: string;
  closed_at: string | null;
  last_from_visitor: boolean;
  unread: number | null;
  transfer_id: Id | null;
}

const toQueueRow = (row: Row): QueueRow => ({
  id: row.id,
  status: row.status,
  brand: row.brand,
  department: row.department,
  operator: row.operator_id ? { id: row.operator_id, name: row.operator_name ?? '' } : null,
  startedAt: toIso(row.started_at),
  lastMessageAt: toIso(row.last_message_at),
  closedAt: row.closed_at ? toIso(row.closed_at) : null,
  needsAnswer: row.last_from_visitor && row.status !== 'closed',
  unread: row.unread,
  transferId: row.transfer_id,
});

const toIso = (at: string): string => new Date(at).toISOString();

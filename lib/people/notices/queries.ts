/** One's own notices: nobody sees another's. */

import { canInModule } from '@/lib/people/rights';
import type { Context } from '@/lib/platform/context';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import { type Id, isId } from '@/lib/platform/ids';
import { type Facts, kindOfNotice } from './kinds';

export interface NoticeDto {
  id: Id;
  words: string;
  href: string | null;
  tone: 'info' | 'warning';
  /** ISO time. */
  at: string;
  unread: boolean;
}

export interface NoticePage {
  notices: NoticeDto[];
  /** Id to ask the next page with; null on the last. */
  after: Id | null;
  unread: number;
}

const PAGE_SIZE = 50;
/** More are told as "99+". */
export const MOST_COUNTED = 100;

/** The asker's notices, the newest first. `after` is the last id of the page before. */
export async function listNotices(ctx: Context, given: { after?: string } = {}): Promise<NoticePage> {
  const after = isId(given.after) ? given.after : null;
  return inOrg(ctx.orgId, async (tx) => {
    const [rows, unread] = await Promise.all([readNotices(tx, ctx, after), countUnread(tx, ctx)]);
    const page = rows.slice(0, PAGE_SIZE);
    return {
      notices: page.map((row) => dtoOf(ctx, row)),
      after: rows.length > PAGE_SIZE ? (page.at(-1)?.id ?? null) : null,
      unread,
    };
  });
}

/** How many of the asker's notices are unread, counted up to 100. */
export const countMyUnread = (ctx: Context): Promise<number> => inOrg(ctx.orgId, (tx) => countUnread(tx, ctx));

export async function countUnread(tx: Tx, ctx: Context): Promise<number> {
  const [row] = await tx.sql<[{ unread: number }]>`
    select count(*)::int as unread from (
      select 1 from notices where org_id = ${tx.orgId} and user_id = ${ctx.actor.id} and read_at is null
      limit ${MOST_COUNTED}) n`;
  return row.unread;
}

interface NoticeRow {
  id: Id;
  kind: string;
  facts: Facts;
  subjectId: Id | null;
  module: string | null;
  recordId: Id | null;
  at: string;
  unread: boolean;
}

async function readNotices(tx: Tx, ctx: Context, after: Id | null): Promise<NoticeRow[]> {
  return tx.sql<NoticeRow[]>`
    select id, kind, facts, subject_id as "subjectId", module, record_id as "recordId",
      to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at, read_at is null as unread
    from notices
    where org_id = ${tx.orgId} and user_id = ${ctx.actor.id} and (${after}::bigint is null or id < ${after}::bigint)
    order by id desc limit ${PAGE_SIZE + 1}`;
}

function dtoOf(ctx: Context, { id, kind, facts, at, unread, ...about }: NoticeRow): NoticeDto {
  const known = kindOfNotice(kind);
  return {
    id,
    words: known?.words(facts) ?? kind,
    href: known?.href(about, (module) => canInModule(ctx.rights, module, 'view')) ?? null,
    tone: known?.tone ?? 'info',
    at,
    unread,
  };
}

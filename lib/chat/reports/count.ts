/**
 * Live chat in figures: of times, states, stars and ids only, nothing of what was said or who said it. For whoever may see the
 * lists of conversations, which hold as much; stars for those alone who may read conversations, as no list tells them.
 */
import { canInOrg } from '@/lib/people/rights';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { readInOrg, type Tx } from '@/lib/platform/db/transaction';
import {
  countFigure,
  type Figure,
  type ReportHead,
  STANDARD_FOLDER,
  type StandardReport,
} from '@/lib/platform/figures';
import { assertMayList } from '../access';
import { chatSettings } from '../setup/settings';

export const CHAT_DAYS = 90;
const MOST_LINES = 200;

const REPORTS = {
  'chat-days': { name: 'Live chat by day', by: 'Day', kind: 'bars' },
  'chat-operators': { name: 'Live chat by operator', by: 'Operator', kind: 'bars' },
  'chat-departments': { name: 'Live chat by department', by: 'Department', kind: 'bars' },
} as const;
type Key = keyof typeof REPORTS;

const isKey = (key: string): key is Key => Object.hasOwn(REPORTS, key);

const headOf = (key: Key): ReportHead => ({
  key,
  name: REPORTS[key].name,
  words: `Conversations of the last ${CHAT_DAYS} days: how many, how long they waited, and how they went.`,
  folder: STANDARD_FOLDER,
});

const mayList = (ctx: Context): boolean =>
  (['manageChat', 'deleteConversations', 'revealPhi'] as const).some((right) => canInOrg(ctx.rights, right));

/** The reports of live chat that the asker may read. */
export const listChatReports = (ctx: Context): ReportHead[] =>
  mayList(ctx) ? (Object.keys(REPORTS) as Key[]).map(headOf) : [];

interface CountRow {
  key: string | null;
  label: string | null;
  volume: number;
  missed: number;
  wait: string | null;
  answer: string | null;
  rating: string | null;
  is_total: boolean;
}

/** One of them; null for the key of none. @throws forbidden */
export async function countChats(ctx: Context, key: string): Promise<StandardReport | null> {
  if (!isKey(key)) return null;
  assertMayList(ctx);
  const rows = await readInOrg(ctx.orgId, (tx) => readRows(tx, ctx, key));
  const total = rows.find((row) => row.is_total);
  const lines = rows.filter((row) => !row.is_total);
  const seesStars = canInOrg(ctx.rights, 'revealPhi');
  const { by, kind } = REPORTS[key];
  const none = { 'chat-days': '', 'chat-operators': 'Nobody yet', 'chat-departments': 'No department' }[key];
  return {
    ...headOf(key),
    chart: { kind, measure: 0 },
    figures: {
      by,
      across: null,
      measures: ['Conversations', 'Missed', 'Waited', 'First answer', ...(seesStars ? ['Rating'] : [])],
      lines: lines.map((row) => ({
        key: row.key === null ? '-' : `=${row.key}`,
        label: row.label ?? none,
        cells: [],
        figures: figuresOf(row, seesStars),
      })),
      total: figuresOf(total, seesStars),
      rowsLookedAt: total?.volume ?? 0,
      cut: null,
    },
  };
}

function readRows(tx: Tx, ctx: Context, key: Key): Promise<CountRow[]> {
  const group = {
    'chat-days': tx.sql`to_char(c.started_at at time zone ${ctx.timeZone}::text, 'YYYY-MM-DD')`,
    'chat-operators': tx.sql`c.operator_id::text`,
    'chat-departments': tx.sql`c.department_id::text`,
  }[key];
  const label = {
    'chat-days': tx.sql`to_char(min(counted.key)::date, 'Mon FMDD, YYYY')`,
    'chat-operators': tx.sql`(select u.name from users u where u.org_id = ${tx.orgId} and u.id::text = min(counted.key))`,
    'chat-departments': tx.sql`(select d.name from chat_departments d where d.org_id = ${tx.orgId} and d.id::text = min(counted.key))`,
  }[key];
  const since = new Date(clock.now().getTime() - CHAT_DAYS * 24 * 60 * 60 * 1000).toISOString();
  return chatSettings(tx).then(
    ({ missedAfterSeconds }) => tx.sql<CountRow[]>`
      select counted.key, ${label} as label, grouping(counted.key) = 1 as is_total, count(*)::int as volume,
        count(*) filter (where missed)::int as missed, avg(wait)::text as wait, avg(answer)::text as answer,
        avg(rating)::text as rating
      from (
        select ${group} as key, c.rating,
          c.status = 'missed' or (c.status = 'waiting'
            and c.started_at <= now() - make_interval(secs => ${missedAfterSeconds})) as missed,
          extract(epoch from c.picked_up_at - c.started_at) as wait,
          extract(epoch from f.at - c.started_at) as answer
        from chat_conversations c
        left join lateral (select min(m.at) as at from chat_messages m
          where m.org_id = c.org_id and m.conversation_id = c.id and m.kind = 'operator') as f on true
        where c.org_id = ${tx.orgId} and c.deleted_at is null and c.started_at >= ${since}::timestamptz) as counted
      group by grouping sets ((counted.key), ())
      order by is_total desc, counted.key
      limit ${MOST_LINES + 1}`,
  );
}

function figuresOf(row: CountRow | undefined, seesStars: boolean): Figure[] {
  const stars = row?.rating ? Number(row.rating) : null;
  return [
    countFigure(row?.volume ?? 0),
    countFigure(row?.missed ?? 0),
    timeFigure(row?.wait ?? null),
    timeFigure(row?.answer ?? null),
    ...(seesStars ? [{ value: stars, words: stars === null ? '–' : `${stars.toFixed(1)} of 5` }] : []),
  ];
}

/** "45 s", "3 min 20 s", "2 h 5 min". @param text seconds */
function timeFigure(text: string | null): Figure {
  if (text === null) return { value: null, words: '–' };
  const seconds = Math.max(0, Math.round(Number(text)));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  if (hours > 0) return { value: seconds, words: `${hours} h ${minutes} min` };
  return { value: seconds, words: minutes > 0 ? `${minutes} min ${seconds % 60} s` : `${seconds} s` };
}

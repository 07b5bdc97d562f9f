/**
 * Reveals and disclosures in figures, from the audit log and the accounting. Whose reveals are counted is what the log shows the
 * asker, entry by entry; disclosures are counted for those who read the whole log. Looking is a view of the log, and an event.
 */
import { sql } from 'drizzle-orm';
import { canInOrg } from '@/lib/people/rights';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { ledgerEntries } from '@/lib/platform/db/schema/ledger';
import type { Tx } from '@/lib/platform/db/transaction';
import { forbidden } from '@/lib/platform/errors';
import {
  countFigure,
  type Figures,
  type ReportHead,
  STANDARD_FOLDER,
  type StandardReport,
} from '@/lib/platform/figures';
import { EXITS } from '@/lib/protection/accounting/exits';
import { STATED_PURPOSES } from '@/lib/protection/accounting/purposes';
import { PURPOSES } from '@/lib/protection/compliance/purposes';
import { encodeFacts } from '@/lib/protection/ledger/entry';
import { entriesWhere, lastViewFacts } from '@/lib/protection/ledger/queries';
import { mutate, unchanged } from '@/lib/protection/mutate';

const DAYS = 90;
const DAY_MS = 24 * 60 * 60 * 1000;
const SAME_VIEW_MS = 15 * 60 * 1000;
const MOST_LINES = 200;

const REVEALS: ReportHead = {
  key: 'reveals',
  name: 'Reveals by person and purpose',
  words: `Who revealed health data in the last ${DAYS} days, and what for.`,
  folder: STANDARD_FOLDER,
};
const DISCLOSURES: ReportHead = {
  key: 'disclosures',
  name: 'Disclosures by way and purpose',
  words: `By which ways health data left in the last ${DAYS} days, and what for.`,
  folder: STANDARD_FOLDER,
};

const readsAll = (ctx: Context): boolean => canInOrg(ctx.rights, 'readWholeLedger');

/** Those that the asker may read. */
export const listAuditReports = (ctx: Context): ReportHead[] => [
  ...(canInOrg(ctx.rights, 'readLedger') || readsAll(ctx) ? [REVEALS] : []),
  ...(readsAll(ctx) ? [DISCLOSURES] : []),
];

interface PairRow {
  a: string;
  label: string;
  b: string;
  n: number;
}

/** One of them; null for the key of none. @throws forbidden */
export async function countAudit(ctx: Context, key: string): Promise<StandardReport | null> {
  const head = [REVEALS, DISCLOSURES].find((one) => one.key === key);
  if (!head) return null;
  const facts = { report: key, range: `${DAYS}d` };
  return mutate(ctx, 'ledger.view', async (tx) => {
    const now = clock.now();
    const since = new Date(now.getTime() - DAYS * DAY_MS).toISOString();
    const figures = key === REVEALS.key ? await reveals(tx, ctx, since) : await disclosures(tx, ctx, since);
    const value: StandardReport = { ...head, chart: { kind: 'heat', measure: 0 }, figures };
    const lastFacts = await lastViewFacts(tx, ctx, new Date(now.getTime() - SAME_VIEW_MS));
    return lastFacts === encodeFacts(facts) ? unchanged(value) : { value, entries: [{ action: 'ledger.view', facts }] };
  });
}

async function reveals(tx: Tx, ctx: Context, from: string): Promise<Figures> {
  const { actorId, actorName, purpose } = ledgerEntries;
  const where = entriesWhere(tx, ctx, { actions: ['record.reveal'], outcome: 'done', from });
  const rows = await tx.db.execute<{ a: string; label: string; b: string; n: number }>(sql`
    select ${actorId}::text as a, max(${actorName}) as label, coalesce(${purpose}, '') as b, count(*)::int as n
    from ${ledgerEntries} where ${where}
    group by 1, 3 order by 4 desc, 1, 3`);
  return matrix([...rows], { by: 'Person', across: 'Purpose', measure: 'Reveals', columns: PURPOSES });
}

async function disclosures(tx: Tx, ctx: Context, since: string): Promise<Figures> {
  if (!readsAll(ctx)) throw forbidden('Your profile may not read the whole audit log.');
  const rows = await tx.sql<PairRow[]>`
    select exit as a, exit as label, purpose as b, count(*)::int as n from disclosures
    where org_id = ${tx.orgId} and at >= ${since}::timestamptz
    group by exit, purpose order by 4 desc, 1, 3`;
  const named = rows.map((row) => ({ ...row, label: labelIn(EXITS, row.a) }));
  return matrix(named, { by: 'Way', across: 'Purpose', measure: 'Disclosures', columns: STATED_PURPOSES });
}

const labelIn = (labels: Readonly<Record<string, string>>, key: string): string =>
  Object.hasOwn(labels, key) ? (labels[key] ?? key) : key || 'None';

interface Shape {
  by: string;
  across: string;
  measure: string;
  columns: Readonly<Record<string, string>>;
}

function matrix(rows: readonly PairRow[], { by, across, measure, columns }: Shape): Figures {
  const sum = (some: readonly PairRow[]) => some.reduce((all, { n }) => all + n, 0);
  const keys = [
    ...new Set([...Object.keys(columns).filter((key) => rows.some(({ b }) => b === key)), ...rows.map(({ b }) => b)]),
  ];
  const byLine = new Map(rows.map(({ a }) => [a, rows.filter((row) => row.a === a)]));
  const ordered = [...byLine].toSorted(([, one], [, other]) => sum(other) - sum(one));
  const lines = ordered.slice(0, MOST_LINES).map(([a, own]) => ({
    key: `=${a}`,
    label: own[0]?.label ?? a,
    cells: keys.map((key) => ({ figures: [countFigure(sum(own.filter(({ b }) => b === key)))] })),
    figures: [countFigure(sum(own))],
  }));
  const left = ordered.length - lines.length;
  return {
    by,
    across: { by: across, columns: keys.map((key) => ({ key: `=${key}`, label: labelIn(columns, key) })) },
    measures: [measure],
    lines,
    total: [countFigure(sum(rows))],
    rowsLookedAt: sum(rows),
    cut: left > 0 ? `${left} lines are left out; the totals hold them.` : null,
  };
}

/** The lines and sums of a month's report. Pure. */
import type { ReviewState } from '@/lib/platform/db/schema/review';
import type { Id } from '@/lib/platform/ids';
import type { MonthItem } from './report-month';
import { wordsOf } from './rules/all';

export interface ReportLine {
  id: Id;
  title: string;
  personId: Id;
  personName: string;
  entries: number;
  /** ISO times. */
  foundAt: string;
  state: ReviewState;
  isOverdue: boolean;
  isLate: boolean;
  /** Null while it is open. `entry`: of the audit log, and its leaf; null: it has none yet. */
  signed: { by: string; at: string; entry: Id; leaf: number | null } | null;
}

const DAY_MS = 86_400_000;

export function toLine(item: MonthItem, { overdueDays, now }: { overdueDays: number; now: Date }): ReportLine {
  const { id, rule, personId, personName, entries, foundAt, openSince, signOff } = item;
  const state = item.isGrown ? 'open' : (signOff?.verdict ?? 'open');
  const isOpen = state === 'open';
  const patience = overdueDays * DAY_MS;
  return {
    id,
    title: wordsOf(rule).title,
    personId,
    personName,
    entries,
    foundAt: foundAt.toISOString(),
    state,
    isOverdue: isOpen && now.getTime() - openSince.getTime() >= patience,
    isLate: !isOpen && signOff !== null && signOff.at.getTime() - foundAt.getTime() >= patience,
    signed:
      isOpen || signOff === null
        ? null
        : { by: signOff.by, at: signOff.at.toISOString(), entry: signOff.id, leaf: signOff.leaf },
  };
}

export function sumsOf(lines: readonly ReportLine[]) {
  const count = (is: (line: ReportLine) => boolean) => lines.filter(is).length;
  const titles = [...new Set(lines.map(({ title }) => title))].sort();
  return {
    rules: titles.map((title) => {
      const here = lines.filter((line) => line.title === title);
      const signed = here.filter((line) => line.signed !== null).length;
      return { title, found: here.length, signed, open: here.length - signed };
    }),
    found: lines.length,
    signed: count(({ signed }) => signed !== null),
    open: count(({ signed }) => signed === null),
    overdue: count(({ isOverdue }) => isOverdue),
    late: count(({ isLate }) => isLate),
  };
}

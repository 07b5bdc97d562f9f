import { fieldType } from '@/lib/crm/modules/field-types/registry';
import type { Settled } from './question';
import type { Asked, ColumnReading } from './reading';
import { type FillingColumn, orderFirst, settleDates, type Zones } from './settle-dates';
import { settleEmpties, settleLists } from './settle-lists';
import { settleNumbers } from './settle-numbers';

/**
 * @param answers what a person said, now or of such a file before; what all rows say goes before it.
 */
export function settle(column: FillingColumn, answers: ColumnReading, zones: Zones): Settled {
  const { field, seen } = column;
  const settled: Settled = { reading: {}, questions: [], notes: [] };
  if (seen.filled === 0) return settled;
  const { moment, numeric, list } = fieldType(field.type);
  if (moment) settleDates(settled, column, answers, zones);
  else if (numeric) settleNumbers(settled, field, seen, answers);
  else if (list) settleLists(settled, field, seen, answers);
  settleEmpties(settled, field, seen, answers);
  return settled;
}

/**
 * What of the answers is from last time stands only where it fits every row of this file, and is said to be so: else it is
 * asked anew. Where the rows themselves decide otherwise, that is said.
 */
export function settleLastTime(settled: Settled, answers: ColumnReading, asLastTime: readonly Asked[]): Settled {
  const { reading, questions, notes } = settled;
  for (const question of questions) {
    const last = question.answers.find(({ value }) => value === answers[question.asks]);
    if (!last || !asLastTime.includes(question.asks)) continue;
    question.lastTime = last.label;
    if (last.leavesOut.count === 0) continue;
    question.answer = null;
    delete reading[question.asks];
  }
  orderFirst(settled);
  for (const asks of ['dates', 'decimal'] as const) {
    const [before, now] = [answers[asks], reading[asks]];
    const isDecided = before && now && before !== now && !questions.some((question) => question.asks === asks);
    if (isDecided && asLastTime.includes(asks)) {
      notes.push(
        `Read otherwise than last time: every row of this file says ${LABELS[now]}; it was ${LABELS[before]}.`,
      );
    }
  }
  return settled;
}

const LABELS = {
  dmy: 'day, month, year',
  mdy: 'month, day, year',
  ymd: 'year, month, day',
  '.': 'a decimal point',
  ',': 'a decimal comma',
};

/**
 * What `spansOf` finds of what other people labelled, and of sentences of our making for the kinds that they hardly
 * label. The sets are read from the folder in `PHI_TEXT_DATA`; without it, the sample that the repository carries. Only
 * the half that nobody looked at while writing the rules counts.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SPAN_KINDS, type SpanKind } from '@/lib/protection/compliance/phi-text/kinds';
import {
  type Accuracy,
  cleanTexts,
  ratesOf,
  score,
  total,
  wilson,
} from '@/lib/protection/compliance/phi-text/testing/score';
import { madeTexts } from './phi-text-made';
import { readSets, type SetRow } from './phi-text-sets';
import type { BenchRow } from './row';

const SAMPLE = join(import.meta.dirname, '../lib/protection/compliance/phi-text/testdata/sample.jsonl');

function othersRows(): SetRow[] {
  const folder = process.env.PHI_TEXT_DATA;
  if (folder) return readSets(folder).filter(({ heldOut }) => heldOut);
  return readFileSync(SAMPLE, 'utf8')
    .trim()
    .split('\n')
    .map((line) => ({ ...JSON.parse(line), heldOut: true }));
}

const twoDigits = (value: number) => value.toFixed(2);

function rowOf(figure: string, accuracy: Accuracy): BenchRow {
  const { precision, recall, covered } = ratesOf(accuracy);
  const [from, to] = wilson(accuracy.found, accuracy.labels);
  return {
    figure: `PHI in text, ${figure}`,
    value: recall,
    unit: `of ${accuracy.labels} labels found`,
    note: `95 % interval ${twoDigits(from)} to ${twoDigits(to)}; ${twoDigits(covered)} wholly covered; precision ${twoDigits(precision)} of ${accuracy.spans} spans`,
  };
}

function kindRows(rows: readonly SetRow[], whose: string): BenchRow[] {
  const scores = score(rows);
  const kinds = (Object.keys(SPAN_KINDS) as SpanKind[]).filter((kind) => scores.get(kind)?.labels);
  return kinds.map((kind) => rowOf(`${whose}: ${SPAN_KINDS[kind].label}`, scores.get(kind) as Accuracy));
}

function cleanRow(rows: readonly SetRow[]): BenchRow {
  // The DLP set's negatives are judged for one kind only: they are not clean of the others.
  const { clean, flagged } = cleanTexts(rows.filter(({ set }) => set !== 'dlp-chat'));
  const [from, to] = wilson(flagged, clean);
  return {
    figure: 'PHI in text, clean texts flagged',
    value: flagged / clean,
    unit: `of ${clean} texts without a label`,
    note: `95 % interval ${twoDigits(from)} to ${twoDigits(to)}`,
  };
}

/** Recall with its interval, coverage and precision for each kind, each set, and all; and clean texts flagged. */
export async function benchPhiText(): Promise<BenchRow[]> {
  const [others, made] = [othersRows(), madeTexts().filter(({ heldOut }) => heldOut)];
  const sets = [...new Set(others.map(({ set }) => set))];
  const all = total(score(others));
  const { recall } = ratesOf(all);
  return [
    ...kindRows(others, 'labelled by others'),
    ...kindRows(made, 'of our making'),
    ...sets.map((set) => rowOf(set, total(score(others.filter((row) => row.set === set))))),
    { ...rowOf('all that others labelled', all), aim: 'at least 0.85', ok: recall >= 0.85 },
    cleanRow([...others, ...made]),
  ];
}

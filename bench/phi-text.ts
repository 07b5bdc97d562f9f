/**
 * What `spansOf` finds of what other people labelled. The sets are read from the folder in `PHI_TEXT_DATA`; without it,
 * the small sample that the repository carries. Only the half that nobody looked at while writing the rules counts.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SPAN_KINDS, type SpanKind } from '@/lib/compliance/phi-text/kinds';
import { ratesOf, score, total } from '@/lib/compliance/phi-text/testing/score';
import { readSets, type SetRow } from './phi-text-sets';
import type { BenchRow } from './row';

const SAMPLE = join(import.meta.dirname, '../lib/compliance/phi-text/testdata/sample.jsonl');

function heldOutRows(): SetRow[] {
  const folder = process.env.PHI_TEXT_DATA;
  if (folder) return readSets(folder).filter(({ heldOut }) => heldOut);
  return readFileSync(SAMPLE, 'utf8')
    .trim()
    .split('\n')
    .map((line) => ({ ...JSON.parse(line), heldOut: true }));
}

const twoDigits = (value: number) => value.toFixed(2);

function rowOf(figure: string, accuracy: ReturnType<typeof total>): BenchRow {
  const { precision, recall, f1, covered } = ratesOf(accuracy);
  return {
    figure: `PHI in text, ${figure}`,
    value: f1,
    unit: 'F1',
    note: `precision ${twoDigits(precision)} of ${accuracy.spans} spans, recall ${twoDigits(recall)} of ${accuracy.labels} labels, ${twoDigits(covered)} wholly covered`,
  };
}

/** Precision, recall and F1 for each kind that the sets label, each set, and all. */
export async function benchPhiText(): Promise<BenchRow[]> {
  const rows = heldOutRows();
  const scores = score(rows);
  const kinds = (Object.keys(SPAN_KINDS) as SpanKind[]).filter((kind) => scores.get(kind)?.labels);
  const sets = [...new Set(rows.map(({ set }) => set))];
  const all = total(scores);
  const { precision } = ratesOf(all);
  return [
    ...kinds.map((kind) => rowOf(SPAN_KINDS[kind].label, scores.get(kind) as ReturnType<typeof total>)),
    ...sets.map((set) => rowOf(set, total(score(rows.filter((row) => row.set === set))))),
    { ...rowOf('all', all), aim: 'precision at least 0.95', ok: precision >= 0.95 },
  ];
}

import { SPAN_KINDS, type SpanKind } from '../kinds';
import type { Range } from '../span';
import { spansOf } from '../spans';

/** A text that people have labelled. */
export interface LabelledText {
  text: string;
  labels: Label[];
  /** The kinds that the labels speak of; the others are not judged. All, when absent. */
  judged?: readonly SpanKind[];
}

export interface Label extends Range {
  kind: SpanKind;
  /** Finding it is right, missing it is none of our misses: a country, a year, an employer. */
  optional?: boolean;
  /** The label is the message that holds it: there is nothing to cover exactly. */
  message?: boolean;
}

export interface Accuracy {
  labels: number;
  /** Labels that a span of the same identifier of Safe Harbor touches. */
  found: number;
  /** Labels of which no letter or digit stays outside all spans. */
  covered: number;
  spans: number;
  /** Spans that touch a label. */
  right: number;
}

const touches = (a: Range, b: Range) => a.start < b.end && b.start < a.end;
const none = (): Accuracy => ({ labels: 0, found: 0, covered: 0, spans: 0, right: 0 });

/** What `spansOf` found of what people labelled, a kind at a time. */
export function score(texts: readonly LabelledText[]): Map<SpanKind, Accuracy> {
  const scores = new Map<SpanKind, Accuracy>();
  const of = (kind: SpanKind) => {
    const accuracy = scores.get(kind) ?? none();
    scores.set(kind, accuracy);
    return accuracy;
  };
  for (const { text, labels, judged } of texts) {
    const spans = spansOf(text);
    for (const label of labels) {
      if (label.optional) continue;
      const isFound = spans.some((span) => touches(label, span) && isSame(label.kind, span.kind));
      of(label.kind).labels++;
      if (isFound) of(label.kind).found++;
      if (label.message ? isFound : isCovered(text, label, spans)) of(label.kind).covered++;
    }
    for (const span of spans) {
      if (judged && !judged.includes(span.kind)) continue;
      of(span.kind).spans++;
      if (labels.some((label) => touches(label, span))) of(span.kind).right++;
    }
  }
  return scores;
}

/** The same letter of 45 CFR 164.514(b)(2)(i): a street and its town are one identifier, a birth and a visit another. */
const isSame = (one: SpanKind, other: SpanKind) => SPAN_KINDS[one].safeHarbor === SPAN_KINDS[other].safeHarbor;

const isCovered = (text: string, label: Range, spans: readonly Range[]) =>
  [...text.slice(label.start, label.end)].every(
    (char, i) =>
      !/[\p{L}\p{N}]/u.test(char) ||
      spans.some((span) => touches(span, { start: label.start + i, end: label.start + i + 1 })),
  );

/** All kinds in one. */
export function total(scores: Map<SpanKind, Accuracy>): Accuracy {
  const sum = none();
  for (const accuracy of scores.values()) {
    for (const key of Object.keys(sum) as (keyof Accuracy)[]) sum[key] += accuracy[key];
  }
  return sum;
}

/** Precision, recall, and the share of labels wholly covered. */
export const ratesOf = ({ labels, found, covered, spans, right }: Accuracy) => ({
  precision: spans ? right / spans : 1,
  recall: labels ? found / labels : 1,
  covered: labels ? covered / labels : 1,
});

/** Where a share of `of` trials lies with 95 % confidence (Wilson's interval). */
export function wilson(successes: number, of: number): [from: number, to: number] {
  if (of === 0) return [0, 1];
  const z = 1.959964;
  const share = successes / of;
  const centre = share + z ** 2 / (2 * of);
  const half = z * Math.sqrt((share * (1 - share)) / of + z ** 2 / (4 * of ** 2));
  const by = 1 + z ** 2 / of;
  return [Math.max(0, (centre - half) / by), Math.min(1, (centre + half) / by)];
}

/** Of the texts in which nobody labelled anything: how many there are, and in how many a span stands. */
export function cleanTexts(texts: readonly LabelledText[]): { clean: number; flagged: number } {
  const clean = texts.filter(({ labels }) => labels.length === 0);
  const isFlagged = ({ text, judged }: LabelledText) =>
    spansOf(text).some(({ kind }) => !judged || judged.includes(kind));
  return { clean: clean.length, flagged: clean.filter(isFlagged).length };
}

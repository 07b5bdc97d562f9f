import type { SpanKind } from '../kinds';
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
  /** Finding it is right, missing it is none of our misses: a city, a date that is no birth. */
  optional?: boolean;
  /** The label is the message that holds it: there is nothing to cover exactly. */
  message?: boolean;
}

interface Accuracy {
  labels: number;
  /** Labels that a span of their kind touches. */
  found: number;
  /** Labels of which no letter or digit stays outside all spans. */
  covered: number;
  spans: number;
  /** Spans that touch a label of their kind. */
  right: number;
}

const touches = (a: Range, b: Range) => a.start < b.end && b.start < a.end;

/** What `spansOf` found of what people labelled, a kind at a time. */
export function score(texts: readonly LabelledText[]): Map<SpanKind, Accuracy> {
  const scores = new Map<SpanKind, Accuracy>();
  const of = (kind: SpanKind) => {
    const accuracy = scores.get(kind) ?? { labels: 0, found: 0, covered: 0, spans: 0, right: 0 };
    scores.set(kind, accuracy);
    return accuracy;
  };
  for (const { text, labels, judged } of texts) {
    const spans = spansOf(text);
    const beside = (range: Range, kind: SpanKind, others: readonly (Range & { kind: SpanKind })[]) =>
      others.some((other) => other.kind === kind && touches(range, other));
    for (const label of labels) {
      if (label.optional) continue;
      of(label.kind).labels++;
      if (beside(label, label.kind, spans)) of(label.kind).found++;
      const left = [...text.slice(label.start, label.end)].some(
        (char, i) =>
          /[\p{L}\p{N}]/u.test(char) &&
          !spans.some((span) => touches(span, { start: label.start + i, end: label.start + i + 1 })),
      );
      if (label.message ? beside(label, label.kind, spans) : !left) of(label.kind).covered++;
    }
    for (const span of spans) {
      if (judged && !judged.includes(span.kind)) continue;
      of(span.kind).spans++;
      if (beside(span, span.kind, labels)) of(span.kind).right++;
    }
  }
  return scores;
}

/** All kinds in one. */
export function total(scores: Map<SpanKind, Accuracy>): Accuracy {
  const sum = { labels: 0, found: 0, covered: 0, spans: 0, right: 0 };
  for (const accuracy of scores.values()) {
    for (const key of Object.keys(sum) as (keyof Accuracy)[]) sum[key] += accuracy[key];
  }
  return sum;
}

/** Precision, recall, their harmonic mean, and the share of labels wholly covered. */
export function ratesOf({ labels, found, covered, spans, right }: Accuracy) {
  const precision = spans ? right / spans : 1;
  const recall = labels ? found / labels : 1;
  return {
    precision,
    recall,
    f1: (2 * precision * recall) / (precision + recall || 1),
    covered: labels ? covered / labels : 1,
  };
}

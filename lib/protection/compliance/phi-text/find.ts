import type { SpanKind } from './kinds';
import { normalise } from './normalise';
import type { Detector, Range, Span } from './span';

/** What is left of a span beside a surer one is kept when it still says something: three letters or digits. */
const SAYS = /[\p{L}\p{N}](?:[^\p{L}\p{N}]{0,3}[\p{L}\p{N}]){2}/u;

/**
 * Spans of the kinds given, ordered, none over another: where two claim the same characters the kind named first has
 * them. Offsets are those of `original`. Takes time linear in the text.
 */
export function find(original: string, detectors: readonly (readonly [SpanKind, Detector])[]): readonly Span[] {
  const plain = normalise(original);
  const { text } = plain;
  const owner = new Uint8Array(text.length);
  for (const [rank, [, detect]] of [...detectors.entries()].reverse()) {
    for (const { start, end } of detect(text)) for (let i = start; i < end; i++) owner[i] = rank + 1;
  }
  const spans: Span[] = [];
  for (let from = 0, to = 0; from < text.length; from = to) {
    const rank = owner[from] as number;
    while (to < text.length && owner[to] === rank) to++;
    const kind = detectors[rank - 1]?.[0];
    if (!kind) continue;
    const range = trimmed(text, from, to);
    const says = range.end - range.start > 8 || SAYS.test(text.slice(range.start, range.end));
    if (says) spans.push({ ...plain.original(range), kind });
  }
  return spans;
}

/** Line end, tab, space, comma: `normalise` leaves no other space. */
const isEdge = (code: number) => [9, 10, 32, 44].includes(code);

function trimmed(text: string, from: number, to: number): Range {
  let [start, end] = [from, to];
  while (start < end && isEdge(text.charCodeAt(start))) start++;
  while (end > start && isEdge(text.charCodeAt(end - 1))) end--;
  return { start, end };
}

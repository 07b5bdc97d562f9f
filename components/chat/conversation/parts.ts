/** A message's text in parts: what is hidden, as a token or, to its operator, clear. Pure. */

import { withTokens } from '@/lib/chat/hidden';
import type { HiddenSpan } from '@/lib/chat/seal';
import { SPAN_KINDS, type SpanKind } from '@/lib/compliance/phi-text/kinds';

export interface Part {
  /** Where it begins in the text that is kept. */
  start: number;
  text: string;
  /** What is hidden here is taken for; null for the rest. */
  kind: string | null;
}

export interface Parts {
  parts: Part[];
  /** Whether hidden parts stand in the text as tokens. */
  areTokens: boolean;
}

/** `text` is the whole text, or the same with tokens: the server decides who reads which. */
export function partsOf(text: string, hidden: readonly HiddenSpan[]): Parts {
  const spans = joined(hidden);
  const areTokens = spans.length > 0 && stand(text, spans);
  const parts: Part[] = [];
  let kept = 0;
  let shown = 0;
  for (const { start, end, kind } of spans) {
    const before = text.slice(shown, shown + start - kept);
    if (before !== '') parts.push({ start: kept, text: before, kind: null });
    shown += before.length;
    const length = areTokens ? tokenOf(kind).length : end - start;
    const part = text.slice(shown, shown + length);
    if (part === '') break;
    parts.push({ start, text: part, kind });
    shown += length;
    kept = end;
  }
  const rest = text.slice(shown);
  if (rest !== '') parts.push({ start: kept, text: rest, kind: null });
  return { parts, areTokens };
}

/** From a place in the shown text to the place in the text that is kept; null within a token. */
export function keptPlace({ parts, areTokens }: Parts, shownAt: number): number | null {
  let at = 0;
  for (const part of parts) {
    const within = shownAt - at;
    if (within < part.text.length || part === parts.at(-1)) {
      return areTokens && part.kind !== null && within > 0 && within < part.text.length ? null : part.start + within;
    }
    at += part.text.length;
  }
  return shownAt;
}

export const kindLabel = (kind: string): string => SPAN_KINDS[kind as SpanKind]?.label ?? 'Hidden by an operator';

const tokenOf = (kind: string): string => withTokens('x', [{ start: 0, end: 1, kind }]);

/** As `withTokens` takes them: in order, cut where they overlap. */
function joined(hidden: readonly HiddenSpan[]): HiddenSpan[] {
  const spans: HiddenSpan[] = [];
  let at = 0;
  for (const span of [...hidden].sort((one, other) => one.start - other.start)) {
    if (span.end <= at) continue;
    spans.push({ ...span, start: Math.max(span.start, at) });
    at = span.end;
  }
  return spans;
}

/** Whether each token stands where it would. */
function stand(text: string, spans: readonly HiddenSpan[]): boolean {
  let shift = 0;
  return spans.every(({ start, end, kind }) => {
    const token = tokenOf(kind);
    const found = text.startsWith(token, start + shift);
    shift += token.length - (end - start);
    return found;
  });
}

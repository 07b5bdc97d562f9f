/** A message's text in parts: what is hidden, as a token or, to its operator, clear. Pure. */
import { type HiddenSpan, inOrder, type ShownText } from '@/lib/chat/hidden';
import { SPAN_KINDS, type SpanKind } from '@/lib/protection/compliance/phi-text/kinds';

export interface Part {
  /** Where it begins in the text as it is shown. */
  start: number;
  text: string;
  /** What is hidden here is taken for; null for the rest. */
  kind: string | null;
}

export function partsOf({ text, hidden }: ShownText): Part[] {
  const parts: Part[] = [];
  let at = 0;
  const add = (end: number, kind: HiddenSpan['kind'] | null) => {
    if (end > at) parts.push({ start: at, text: text.slice(at, end), kind });
    at = end;
  };
  for (const { start, end, kind } of inOrder(text, hidden)) {
    add(start, null);
    add(end, kind);
  }
  add(text.length, null);
  return parts;
}

export const kindLabel = (kind: string): string => SPAN_KINDS[kind as SpanKind]?.label ?? 'Hidden by an operator';

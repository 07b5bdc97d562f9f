/** A text with its hidden parts as tokens such as `[SSN]`, and places in it back to the text that is kept. Pure. */
import { SPAN_KINDS, type SpanKind } from '@/lib/protection/compliance/phi-text/kinds';

/** UTF-16 offsets of a part of a text, and what it is taken for. */
export interface HiddenSpan {
  start: number;
  end: number;
  kind: string;
}

/** A text as somebody may read it; `hidden` are offsets in it, of clear parts or of tokens. */
export interface ShownText {
  text: string;
  hidden: readonly HiddenSpan[];
}

/** Hidden parts as tokens. Their offsets are the tokens': how long what they stand for is, they do not tell. */
export function masked(text: string, hidden: readonly HiddenSpan[]): ShownText {
  let shown = '';
  let at = 0;
  const tokens: HiddenSpan[] = [];
  for (const { start, end, kind } of inOrder(text, hidden)) {
    shown += text.slice(at, start);
    const token = `[${tokenOf(kind)}]`;
    tokens.push({ start: shown.length, end: shown.length + token.length, kind });
    shown += token;
    at = end;
  }
  return { text: shown + text.slice(at), hidden: tokens };
}

/** The text of `masked`. */
export const withTokens = (text: string, hidden: readonly HiddenSpan[]): string => masked(text, hidden).text;

/** What is left of a text without its hidden parts: for what goes elsewhere, where a token would be taken for a value. */
export function withoutHidden(text: string, hidden: readonly HiddenSpan[]): string {
  let rest = '';
  let at = 0;
  for (const { start, end } of inOrder(text, hidden)) {
    rest += `${text.slice(at, start)} `;
    at = end;
  }
  return hidden.length === 0 ? text : (rest + text.slice(at)).replace(/\s+/g, ' ').trim();
}

/** From a part of the text as tokens show it to the same of the text that is kept; null where it cuts a token. */
export function keptRange(
  text: string,
  hidden: readonly HiddenSpan[],
  { start, end }: { start: number; end: number },
): { start: number; end: number } | null {
  const spans = inOrder(text, hidden);
  const tokens = masked(text, hidden).hidden;
  const keptOf = (place: number, side: 'start' | 'end'): number | null => {
    let shift = 0;
    for (const [i, token] of tokens.entries()) {
      const span = spans[i] as HiddenSpan;
      if (place <= token.start) break;
      if (place < token.end) return null;
      if (place === token.end && side === 'end') return span.end;
      shift = span.end - token.end;
    }
    return place + shift;
  };
  const [from, to] = [keptOf(start, 'start'), keptOf(end, 'end')];
  return from === null || to === null ? null : { start: from, end: to };
}

/** In order, none over another, none outside of the text: cut where they are. */
export function inOrder(text: string, hidden: readonly HiddenSpan[]): HiddenSpan[] {
  const spans: HiddenSpan[] = [];
  let at = 0;
  for (const { start, end, kind } of [...hidden].sort((one, other) => one.start - other.start)) {
    if (end <= at || start >= text.length) continue;
    spans.push({ start: Math.max(start, at), end: Math.min(end, text.length), kind });
    at = end;
  }
  return spans;
}

const tokenOf = (kind: string): string => SPAN_KINDS[kind as SpanKind]?.token ?? 'HIDDEN';

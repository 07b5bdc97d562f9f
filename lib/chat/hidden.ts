import { SPAN_KINDS, type SpanKind } from '../compliance/phi-text/kinds';
import type { HiddenSpan } from './seal';

/** A text with its hidden parts as tokens such as `[SSN]`; spans that overlap or lie outside are taken as far as they go. Pure. */
export function withTokens(text: string, hidden: readonly HiddenSpan[]): string {
  let shown = '';
  let at = 0;
  for (const { start, end, kind } of [...hidden].sort((a, b) => a.start - b.start)) {
    if (end <= at || start >= text.length) continue;
    shown += `${text.slice(at, Math.max(start, at))}[${tokenOf(kind)}]`;
    at = Math.min(end, text.length);
  }
  return shown + text.slice(at);
}

const tokenOf = (kind: string): string => SPAN_KINDS[kind as SpanKind]?.token ?? 'HIDDEN';

import { SPAN_KINDS } from './kinds';
import type { Span } from './span';

/** The text with `[SSN]` and the like in place of its spans, which must be ordered and apart, as `spansOf` gives them. */
export function maskSpans(text: string, spans: readonly Span[]): string {
  let masked = '';
  let at = 0;
  for (const { start, end, kind } of spans) {
    masked += `${text.slice(at, start)}[${SPAN_KINDS[kind].token}]`;
    at = end;
  }
  return masked + text.slice(at);
}

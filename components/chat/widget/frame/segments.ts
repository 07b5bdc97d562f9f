import type { Hidden } from './merge';

export interface Segment {
  text: string;
  /** Of a part that is shown as a token. */
  kind: string | null;
}

/** A text cut where its hidden parts begin and end. Spans that lie outside or over another are left out. Pure. */
export function segmentsOf(text: string, hidden: Readonly<Hidden>): Segment[] {
  const segments: Segment[] = [];
  let at = 0;
  for (const { start, end, kind } of [...hidden].sort((a, b) => a.start - b.start)) {
    if (start < at || end <= start || end > text.length) continue;
    if (start > at) segments.push({ text: text.slice(at, start), kind: null });
    segments.push({ text: text.slice(start, end), kind });
    at = end;
  }
  if (at < text.length) segments.push({ text: text.slice(at), kind: null });
  return segments;
}

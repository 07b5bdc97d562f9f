import type { Span } from './span';

/** What tells two writings apart and means nothing: spaces, dashes, dots, brackets, capitals. */
const bare = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}@]/gu, '');
/** Shorter is no name of a clinic, and would be found in anything. */
const SHORTEST = 4;

/**
 * The spans that are not the organisation's own: a span stays out when it is one of `known`, or a part of one that stands
 * there whole. A number is its own with or without the country's 1 before.
 */
export function withoutKnown(text: string, spans: readonly Span[], known: readonly string[]): readonly Span[] {
  const ours = known.map(bare).filter(({ length }) => length >= SHORTEST);
  if (ours.length === 0) return spans;
  return spans.filter(({ start, end }) => {
    const value = bare(text.slice(start, end));
    return !ours.some((own) => {
      const country = /^\d+$/.test(own) ? `1${own}` : own;
      if (value === own || value === country || `1${value}` === own) return true;
      return (
        value !== '' && own.includes(value) && bare(text.slice(Math.max(0, start - LOOKS), end + LOOKS)).includes(own)
      );
    });
  });
}

/** As far as a clinic's name reaches beside a part of it. */
const LOOKS = 80;

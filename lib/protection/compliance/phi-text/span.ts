import type { SpanKind } from './kinds';

/** A part of a text, from `start` up to but without `end`, in UTF-16 units as `slice` counts them. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A part of a text that looks like an identifier. */
export interface Span extends Range {
  readonly kind: SpanKind;
}

/** Finds its kind in a text that `normalise` has made plain. Takes time linear in the text, whatever stands in it. */
export type Detector = (text: string) => Range[];

/** A report's lines as a chart draws them. Pure. */
import type { Figures } from '@/lib/platform/figures';

export interface Drawn {
  key: string;
  label: string;
  words: string;
  href: string | undefined;
  /** 0 where nothing is told, and for what is below 0. */
  value: number;
  /** Of the largest, 0 to 1. */
  share: number;
}

/** More bars than these are no picture; the table has them all. */
const MOST_DRAWN = 40;

/** @param measure which figure; the first where there is none of that number */
export function drawnOf({ lines }: Figures, measure: number): Drawn[] {
  const drawn = lines.slice(-MOST_DRAWN).map(({ key, label, href, figures }) => {
    const figure = figures[measure] ?? figures[0];
    return { key, label, href, words: figure?.words ?? '', value: Math.max(0, figure?.value ?? 0) };
  });
  const most = Math.max(0, ...drawn.map(({ value }) => value));
  return drawn.map((one) => ({ ...one, share: most === 0 ? 0 : one.value / most }));
}

/** Of a matrix, how deep each cell is coloured: 0 to 1 of its deepest, by line and column. */
export function depthsOf({ lines }: Figures, measure: number): number[][] {
  const values = lines.map(({ cells }) => cells.map(({ figures }) => Math.max(0, figures[measure]?.value ?? 0)));
  const most = Math.max(0, ...values.flat());
  return values.map((line) => line.map((value) => (most === 0 ? 0 : value / most)));
}

/** The parts of a whole, told apart by shade before hue. */
export const HUES = [
  { stroke: 'var(--accent)', opacity: 1 },
  { stroke: 'var(--warning)', opacity: 1 },
  { stroke: 'var(--success)', opacity: 1 },
  { stroke: 'var(--control)', opacity: 1 },
  { stroke: 'var(--accent)', opacity: 0.5 },
  { stroke: 'var(--warning)', opacity: 0.5 },
  { stroke: 'var(--success)', opacity: 0.5 },
  { stroke: 'var(--control)', opacity: 0.5 },
] as const;

import type { Side } from '../protocol';
import { textOf } from './values';

/** How far from the window's edges, in pixels; `top` and `side` where the edge itself was named. */
export interface Offset {
  x: number;
  y: number;
  top?: boolean;
  side?: Side;
}

export const NO_OFFSET: Offset = { x: 0, y: 0 };

/** Further in, it would stand on what people read. */
const FARTHEST = 500;

const pixels = (value: unknown): number => {
  const number = Number.parseFloat(textOf(value));
  return Number.isFinite(number) ? Math.min(Math.max(0, Math.round(number)), FARTHEST) : 0;
};

/** From `({ right: '20px', bottom: 40 })`, `({ x: 20, y: 40 })` or `(20, 40)`. Pure. */
export function offsetOf(first?: unknown, second?: unknown): Offset {
  if (typeof first !== 'object' || first === null) return { x: pixels(first), y: pixels(second) };
  const { left, right, top, bottom, x, y } = first as Record<string, unknown>;
  return {
    x: pixels(left ?? right ?? x),
    y: pixels(top ?? bottom ?? y),
    ...(top !== undefined ? { top: true } : bottom !== undefined && { top: false }),
    ...(left !== undefined ? { side: 'left' as const } : right !== undefined && { side: 'right' as const }),
  };
}

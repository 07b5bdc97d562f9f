/** What "More" takes of the bar, with room for its arrow. */
const MORE_PX = 80;

/**
 * How many of some items stand in a row, and how wide these are. Where not all fit, room is kept for what opens the rest.
 * @param widths of the items in pixels, in order
 */
export function fitOf(widths: readonly number[], room: number): { fit: number; width: number | null } {
  const ends = widths.map((_, n) => widths.slice(0, n + 1).reduce((sum, one) => sum + one, 0));
  if ((ends.at(-1) ?? 0) <= room) return { fit: widths.length, width: null };
  const fit = ends.filter((end) => end + MORE_PX <= room).length;
  return { fit, width: Math.ceil(ends[fit - 1] ?? 0) };
}

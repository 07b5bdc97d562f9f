/** Acts by person and a time of theirs. Pure. */
import { wallTime } from '@/lib/crm/modules/field-types/calendar';
import type { Id } from '@/lib/platform/ids';
import type { Act, Evidence } from './rule';

export interface Group {
  personId: Id;
  personName: string;
  key: string;
  acts: Act[];
}

/**
 * Groups recent acts by person and key; of those only the ones with a new act in them.
 * @param keyOf undefined leaves an act out
 */
export function groupsOf(
  { acts, recent, zones }: Evidence,
  keyOf: (act: Act, zone: string) => string | undefined,
): Group[] {
  const fresh = new Set(acts.map(({ id }) => id));
  const groups = new Map<string, Group & { isNew: boolean }>();
  for (const act of recent) {
    const { personId, personName } = act;
    const key = keyOf(act, zones.get(personId) ?? 'UTC');
    if (key === undefined) continue;
    const place = `${personId} ${key}`;
    const group = groups.get(place) ?? { personId, personName, key, acts: [], isNew: false };
    group.acts.push(act);
    group.isNew ||= fresh.has(act.id);
    groups.set(place, group);
  }
  return [...groups.values()].filter(({ isNew }) => isNew).map(({ isNew: _, ...group }) => group);
}

/** The wall time of a moment somewhere: its day, `2026-11-30`, and its hour. */
export function wallOf(at: Date, zone: string): { day: string; hour: number } {
  const wall = wallTime(at, zone);
  return { day: wall.slice(0, 10), hour: Number(wall.slice(11, 13)) };
}

export const dayBefore = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);

/** "1 record", "3 records". */
export const counted = (count: unknown, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;

/** A score between two bounds that grows with how often a threshold was passed. */
export const scored = (count: number, threshold: number, [least, most]: readonly [number, number]): number =>
  Math.min(most, Math.round(least + (most - least) * Math.log2(Math.max(1, count / threshold)) * 0.4));

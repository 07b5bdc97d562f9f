/** In which order things stand that somebody arranges, and which of them are shown. Pure. It grants and takes nothing away. */
import { z } from 'zod';
import { invalid } from '@/lib/platform/errors';
import { isId } from '@/lib/platform/ids';

/** All things that there were when it was made, in order, by their keys. */
export type Arrangement = readonly { key: string; shown: boolean }[];

export interface Placed<Thing> {
  thing: Thing;
  shown: boolean;
}

const arrangementSchema = z.array(z.object({ key: z.string().max(100), shown: z.boolean() })).max(500);
export const homeArrangementSchema = z.object({ cards: arrangementSchema });
export const moduleArrangementSchema = z.object({
  id: z.string().refine(isId, { error: 'Choose a profile.' }),
  modules: arrangementSchema,
});
export type ModuleArrangement = z.output<typeof moduleArrangementSchema>;

/** The things in their order; those that are newer than the arrangement stand shown behind the others. */
export function arranged<Thing>(
  things: readonly Thing[],
  keyOf: (thing: Thing) => string,
  arrangement: Arrangement | null,
): Placed<Thing>[] {
  const places = new Map((arrangement ?? []).map(({ key, shown }, place) => [key, { place, shown }]));
  return things
    .map((thing, at) => ({ thing, at, known: places.get(keyOf(thing)) }))
    .sort((one, other) => (one.known?.place ?? Infinity) - (other.known?.place ?? Infinity) || one.at - other.at)
    .map(({ thing, known }) => ({ thing, shown: known?.shown ?? true }));
}

/**
 * What is kept of an arrangement that somebody gave: what they cannot see of `before` stays where it was, behind theirs.
 * @throws invalid for a thing that is not there, or named twice
 */
export function checked(given: Arrangement, known: ReadonlySet<string>, before: Arrangement | null): Arrangement {
  const keys = given.map(({ key }) => key);
  if (new Set(keys).size < keys.length) throw invalid('One of these is named twice. Reload the page.');
  if (keys.some((key) => !known.has(key))) throw invalid('One of these is no longer there. Reload the page.');
  return [...given, ...(before ?? []).filter(({ key }) => !keys.includes(key))];
}

export const isSame = (one: Arrangement | null, other: Arrangement): boolean =>
  JSON.stringify(pairs(one ?? [])) === JSON.stringify(pairs(other));

// The database gives keys of an object back in an order of its own.
const pairs = (arrangement: Arrangement) => arrangement.map(({ key, shown }) => [key, shown]);

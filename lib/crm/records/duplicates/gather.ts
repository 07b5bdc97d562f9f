/** Puts records with the same key together, in memory that grows with the records and not with their values. Pure. */
import type { Id } from '@/lib/platform/ids';
import { MOST_GROUPS, MOST_TOGETHER } from './limits';

export interface Gathered {
  /** Ids of two records or more, the oldest first; the largest group first, then that of the newest record. */
  groups: Id[][];
  /** Values that more than 50 records share. */
  tooLarge: number;
  /** Groups there were more than are kept. */
  leftOut: number;
}

export class Gathering {
  readonly #byKey = new Map<string, Id | Id[]>();

  add(key: string, id: Id): void {
    const held = this.#byKey.get(key);
    if (held === undefined) this.#byKey.set(key, id);
    else if (typeof held === 'string') this.#byKey.set(key, [held, id]);
    else if (held.length <= MOST_TOGETHER) held.push(id);
  }

  gathered(): Gathered {
    const all = [...this.#byKey.values()].filter((held) => typeof held !== 'string');
    const groups = all.filter(({ length }) => length <= MOST_TOGETHER).map((ids) => ids.sort(byAge));
    groups.sort((a, b) => b.length - a.length || byAge(b.at(-1) as Id, a.at(-1) as Id));
    return {
      groups: groups.slice(0, MOST_GROUPS),
      tooLarge: all.length - groups.length,
      leftOut: Math.max(0, groups.length - MOST_GROUPS),
    };
  }
}

const byAge = (a: Id, b: Id): number => (BigInt(a) < BigInt(b) ? -1 : 1);

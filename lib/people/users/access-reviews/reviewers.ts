/**
 * Who reviews whom. Pure. Guarantees: nobody themself; whoever confirms what others do (administrators and officers) is
 * reviewed by another who does. The nearest active person above in the tree of roles comes first.
 */

import type { ProfileRights } from '@/lib/people/rights';
import type { Id } from '@/lib/platform/ids';
import { isSecond } from '../reading';

export interface Reviewed {
  id: Id;
  name: string;
  profileId: Id;
  profile: string;
  role: string;
  /** Of their role: `/<root>/…/<id>/`. */
  path: string;
  rights: ProfileRights;
}

export interface Assignment {
  person: Reviewed;
  reviewer: Reviewed;
}

export interface Reviewing {
  by: 'managers' | 'named';
  /** Before others, where nobody is above. */
  named: Reviewed | null;
  starterId: Id;
}

/** @param all the active people of the organisation. @returns who has a reviewer, and who can have none */
export function assignReviewers(
  chosen: readonly Reviewed[],
  all: readonly Reviewed[],
  { by, named, starterId }: Reviewing,
): { assigned: Assignment[]; without: Reviewed[] } {
  const starter = all.filter(({ id }) => id === starterId);
  const seconds = all.filter(({ rights }) => isSecond(rights));
  const assigned: Assignment[] = [];
  const without: Reviewed[] = [];
  for (const person of chosen) {
    const above = by === 'managers' ? peopleAbove(person, all) : [];
    const candidates = [...above, ...(named ? [named] : []), ...starter, ...seconds];
    const reviewer = candidates.find((one) => mayReview(one, person));
    if (reviewer) assigned.push({ person, reviewer });
    else without.push(person);
  }
  return { assigned, without };
}

export const mayReview = (
  reviewer: Pick<Reviewed, 'id' | 'rights'>,
  person: Pick<Reviewed, 'id' | 'rights'>,
): boolean => reviewer.id !== person.id && (!isSecond(person.rights) || isSecond(reviewer.rights));

/** The nearest first. */
const peopleAbove = ({ path }: Reviewed, all: readonly Reviewed[]): Reviewed[] =>
  all
    .filter((one) => one.path !== path && path.startsWith(one.path))
    .sort((a, b) => b.path.length - a.path.length || (BigInt(a.id) < BigInt(b.id) ? -1 : 1));

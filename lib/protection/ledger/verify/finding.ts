/** What a verifier finds. */
import type { Id } from '@/lib/platform/ids';

/**
 * `invalid`: something was changed, removed or added. `diverged`: it is whole, and not what was published: an older state of
 * the database, or another history. `unknown`: it cannot be told.
 */
export type Verdict = 'valid' | 'invalid' | 'diverged' | 'unknown';

export interface Problem {
  /** Null when it is about no one entry. */
  entryId: Id | null;
  /** What is wrong, to follow "entry 42 " or to stand alone. */
  what: string;
}

export interface Verification {
  orgId: Id;
  verdict: Verdict;
  /** How many entries were found good, each in its place in the tree. */
  entries: number;
  /** How many were found good that wait for their place. */
  waiting: number;
  /** ISO time of the oldest of them; null where none waits. */
  waitingSince: string | null;
  /** How many published checkpoints the tree agrees with; null when none were given. */
  published: number | null;
  /** How many witnesses have signed that the tree only grew; null where none are set up. */
  witnesses: { signed: number; of: number } | null;
  /** The first bad one found. */
  problem: Problem | null;
}

/** Ends a verification at the first thing that is wrong. */
export class Found extends Error {
  override name = 'Found';

  constructor(
    readonly verdict: Exclude<Verdict, 'valid'>,
    readonly problem: Problem,
  ) {
    super(problem.what);
  }
}

export const invalid = (entryId: Id | null, what: string): Found => new Found('invalid', { entryId, what });

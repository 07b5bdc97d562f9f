/**
 * Counts of records that their reader may not list. Guarantees: a count below the smallest that is told reads "fewer than" it, one
 * above it as the range of as many that it stands in. Against: a reader who takes figures from one another. A count is told for one
 * fixed part of all records, no two of these parts overlap, and a total is made of what is told of them and of nothing else: so
 * whatever is asked, and however often, each count could be any of its range. The same records give the same answer.
 */
import { type Figure, inWords } from '@/lib/platform/figures';

/** One count. @param smallest the smallest that is told, 5 or more */
export function countOfUnseen(count: number, smallest: number): Figure {
  if (count < smallest) return { value: null, words: `fewer than ${smallest}` };
  const least = leastOf(count, smallest);
  return { value: least, words: `${inWords(least)} to ${inWords(least + smallest - 1)}` };
}

/** Their sum, as far as it can be told: the least that all of these could be together. */
export function sumOfUnseen(counts: readonly number[], smallest: number): Figure {
  const least = counts.reduce((sum, count) => sum + (count < smallest ? 0 : leastOf(count, smallest)), 0);
  return least === 0 ? { value: null, words: '–' } : { value: least, words: `at least ${inWords(least)}` };
}

const leastOf = (count: number, smallest: number): number => count - (count % smallest);

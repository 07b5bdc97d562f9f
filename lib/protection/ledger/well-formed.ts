/**
 * An event must be writable whatever a crafted request put into it: PostgreSQL takes no NUL in a text, and a half of a
 * surrogate pair has no UTF-8. Both become U+FFFD, before the leaf hash is made, so that it matches what is stored.
 */
import type { Fact } from './entry';

export function wellFormed(text: string): string {
  if (text.isWellFormed() && !text.includes('\0')) return text;
  return text.toWellFormed().replaceAll('\0', '\uFFFD');
}

/** The same for everything in a JSON value, names included. */
export function wellFormedFact(fact: Fact): Fact {
  if (typeof fact === 'string') return wellFormed(fact);
  if (typeof fact !== 'object' || fact === null) return fact;
  if (Array.isArray(fact)) return (fact as readonly Fact[]).map(wellFormedFact);
  return wellFormedFacts(fact as Record<string, Fact>);
}

export function wellFormedFacts(facts: Record<string, Fact>): Record<string, Fact> {
  return Object.fromEntries(Object.entries(facts).map(([name, fact]) => [wellFormed(name), wellFormedFact(fact)]));
}

/** Facts of an entry in words. They are never values of records, so they may be shown and exported. */
import type { Fact } from './entry';

/** What the reasons of refused attempts mean. */
const REASONS: Record<string, string> = {
  forbidden: 'not allowed',
  limited: 'a limit was reached',
  LIMIT_EXCEEDED: 'a limit was reached',
  TIMEOUT: 'it took too long',
  DUPLICATE_DATA: 'another record has the value',
  RESTRICTED: 'restricted since',
  INTEGRITY: 'the stored values do not open',
};

/** Facts whose texts are codes of ours. Other texts are names that people gave, and stay as they are. */
const CODES = new Set(['reason', 'source', 'kind', 'by']);

/** For the verifier (`verify/walk-envelopes.ts`): it says nothing to people. */
const COMMITMENT = 'envelope';

const MOST_ITEMS = 20;

/**
 * "Entries: 1,200; range: 30d". Empty when there are no facts or the text is not readable.
 * @param shown names of facts that stand elsewhere already.
 */
export function factsInWords(facts: string, shown: readonly string[] = []): string {
  const told = Object.entries(readFacts(facts)).filter(([name]) => name !== COMMITMENT && !shown.includes(name));
  const parts = told.map(([name, fact]) => `${nameInWords(name)}: ${factInWords(name, fact)}`);
  const text = parts.join('; ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Empty when the text is not readable. */
export function readFacts(facts: string): Record<string, Fact> {
  try {
    const parsed: unknown = JSON.parse(facts);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? { ...parsed } : {};
  } catch {
    return {};
  }
}

/** `everyModule` and `every_module` read "every module". */
function nameInWords(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase();
}

function factInWords(name: string, fact: Fact): string {
  if (fact === null) return 'none';
  if (typeof fact === 'boolean') return fact ? 'yes' : 'no';
  if (typeof fact === 'number') return fact.toLocaleString('en-US');
  if (typeof fact === 'string') return CODES.has(name) ? (REASONS[fact] ?? fact.replaceAll('_', ' ')) : fact;
  if (isList(fact)) return listInWords(name, fact);
  if (isChange(fact)) return `${factInWords(name, fact.old ?? null)} → ${factInWords(name, fact.new ?? null)}`;
  const parts = Object.entries(fact).map(([key, value]) => `${nameInWords(key)} ${factInWords(key, value)}`);
  return parts.length > 0 ? parts.join(', ') : 'none';
}

function listInWords(name: string, list: readonly Fact[]): string {
  if (list.length === 0) return 'none';
  const shown = list.slice(0, MOST_ITEMS).map((item) => factInWords(name, item));
  return list.length > MOST_ITEMS ? `${shown.join(', ')} and ${list.length - MOST_ITEMS} more` : shown.join(', ');
}

const isList = (fact: Fact): fact is readonly Fact[] => Array.isArray(fact);

function isChange(fact: object): fact is { old?: Fact; new?: Fact } {
  const names = Object.keys(fact);
  return names.length > 0 && names.every((name) => name === 'old' || name === 'new');
}

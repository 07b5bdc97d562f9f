/**
 * The search and the filters on protected fields, in this page's memory only: not in the address, the history, nor the
 * browser's storage. They outlive a look at a record and the way back; a reload ends them. Storage holds a mark without
 * any value, so that a reload can say what is missing.
 */
import type { ListFilter } from '@/lib/crm/records/filter';

export interface PrivateQuery {
  search: string;
  filters: ListFilter[];
  after?: string;
  before?: string;
}

export const NO_PRIVATE_QUERY: PrivateQuery = { search: '', filters: [] };

export const isPrivate = ({ search, filters }: PrivateQuery): boolean => search !== '' || filters.length > 0;

const FORGET_AFTER_MS = 15 * 60_000;
const kept = new Map<string, { query: PrivateQuery; atMs: number }>();
const MARK = 'careledger:searched:';

/** @param key of the person and the module, so that nobody meets another's search. */
export function recall(key: string): PrivateQuery {
  const found = kept.get(key);
  if (!found || Date.now() - found.atMs > FORGET_AFTER_MS) return NO_PRIVATE_QUERY;
  return found.query;
}

export function keep(key: string, query: PrivateQuery): void {
  lost.delete(key);
  if (isPrivate(query)) {
    kept.set(key, { query, atMs: Date.now() });
    sessionStorage.setItem(MARK + key, '1');
  } else {
    kept.delete(key);
    sessionStorage.removeItem(MARK + key);
  }
}

const lost = new Set<string>();

/** Whether a reload ended a search, and nothing was asked since. */
export function wasForgotten(key: string): boolean {
  if (!kept.has(key) && sessionStorage.getItem(MARK + key) !== null) {
    sessionStorage.removeItem(MARK + key);
    lost.add(key);
  }
  return lost.has(key);
}

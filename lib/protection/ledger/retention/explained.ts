/**
 * Whether the entries `ledger.expire` explain every body that is gone: each names a month, a kind, how many there were, and a
 * digest of their leaf hashes in the order of the tree. A few bytes for each such entry are kept while a tree is walked.
 */
import { createHash, type Hash } from 'node:crypto';
import type { Id } from '@/lib/platform/ids';
import type { Entry } from '../entry';
import type { LedgerRow } from '../queries';
import { invalid } from '../verify/finding';
import { type RetentionKind, retentionKindOf } from './kinds';

/** The facts of an entry `ledger.expire`. */
export interface Expiry {
  kind: RetentionKind;
  /** `2026-11`, in UTC. */
  month: string;
  count: number;
  /** SHA-256 of the leaf hashes, one behind the other in the order of the tree; hexadecimal. */
  digest: string;
}

/** The month of an entry, in UTC. */
const monthOf = (at: Date): string => at.toISOString().slice(0, 7);

export class ExpiryDigest {
  readonly #hash: Hash = createHash('sha256');
  count = 0;

  add(leafHash: Buffer): void {
    this.#hash.update(leafHash);
    this.count += 1;
  }

  hex = (): string => this.#hash.copy().digest('hex');
}

interface Seen extends Pick<Expiry, 'kind' | 'month'> {
  first: Id;
  digest: ExpiryDigest;
}

export class ExplainedExpiries {
  readonly #seen = new Map<Id, Seen>();

  /** One without a body, in the order of the tree. @throws Found */
  onExpired(row: LedgerRow & { expiredBy: Id }): void {
    const kind = retentionKindOf(row.action);
    if (kind === null) throw invalid(row.id, 'has no body, and entries of its kind never expire');
    const month = monthOf(row.at);
    const seen = this.#seen.get(row.expiredBy) ?? { first: row.id, kind, month, digest: new ExpiryDigest() };
    if (seen.kind !== kind || seen.month !== month) throw unexplained(row.id);
    seen.digest.add(row.leafHash);
    this.#seen.set(row.expiredBy, seen);
  }

  /** An entry that explains some, after them in the tree or waiting. @throws Found */
  onEntry(entry: Pick<Entry, 'id' | 'action' | 'outcome' | 'facts'>): void {
    if (entry.action !== 'ledger.expire' || entry.outcome !== 'done') return;
    const { kind, month, count, digest } = JSON.parse(entry.facts) as Expiry;
    const seen = this.#seen.get(entry.id);
    this.#seen.delete(entry.id);
    const isSame =
      seen !== undefined &&
      seen.kind === kind &&
      seen.month === month &&
      seen.digest.count === count &&
      seen.digest.hex() === digest;
    if (isSame) return;
    throw invalid(
      entry.id,
      `says that ${count} entries of ${month} have expired, and ${seen?.digest.count ?? 0} have: bodies were put back or removed`,
    );
  }

  /** @throws Found when a body is gone and nothing says why */
  end(): void {
    const [left] = this.#seen.values();
    if (left) throw unexplained(left.first);
  }
}

const unexplained = (id: Id) => invalid(id, 'has no body, and no entry about an expiry explains it');

/**
 * The keys of one org while the process runs.
 * Guarantees: one key per (data key, purpose, scope); no two purposes share one; keys never print.
 * Against: a key leaking by a log or an error, and one weakness (an index key, a file key) opening anything else.
 * Does not: protect against whoever reads the memory of the process.
 */
import { createSecretKey, type KeyObject } from 'node:crypto';
import { internal } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { KEY_BYTES } from './aead';
import { frame } from './frame';
import { hkdf } from './kdf';

/** What a derived key is for. Closed: a new use is a new purpose. */
export type Purpose =
  | 'record'
  | 'blind-index'
  | 'unique'
  | 'file'
  | 'ledger-detail'
  | 'ledger-signing'
  | 'ledger-entry'
  | 'ledger-subject'
  | 'envelope-commitment'
  | 'credential'
  | 'conversation-key'
  | 'request-digest'
  | 'position'
  | 'value-lock'
  | 'policy'
  | 'bearer'
  | 'mail'
  | 'job';

/** Scopes are modules and fields, so the cache stays small; this stops a caller who passes something unbounded. */
const MAX_CACHED_SCOPES = 2048;

/** A key for one purpose and scope. Internal to lib/platform/crypto. */
export interface DerivedKey {
  /** In the form that `node:crypto` takes and that cannot be printed. */
  secret: KeyObject;
  /** What the key is for, framed: purpose, org, data key id, scope. Associated data begins with it. */
  label: Buffer;
  /** The data key's id, 8 bytes big-endian. */
  idBytes: Buffer;
}

interface DataKey {
  secret: KeyObject;
  derived: Map<Purpose, Map<string, DerivedKey>>;
}

/** Keys of an org. Made by `openKeyring`. */
export class OrgKeys {
  readonly orgId: Id;
  /** The data key that seals from now on. */
  readonly current: Id;
  /** The org's first data key: index tokens derive from it, so that they stay findable when `current` changes. */
  readonly first: Id;
  readonly #dataKeys = new Map<Id, DataKey>();

  constructor(orgId: Id, secrets: Iterable<readonly [Id, KeyObject]>, current: Id, first: Id) {
    this.orgId = orgId;
    this.current = current;
    this.first = first;
    for (const [keyId, secret] of secrets) this.#dataKeys.set(keyId, { secret, derived: new Map() });
  }

  /** Whether a data key of this id is here, retired or not. */
  has(keyId: Id): boolean {
    return this.#dataKeys.has(keyId);
  }

  /** A 32-byte key for one purpose and scope (a module's or field's id, or empty). The bytes are the caller's own. */
  derive(purpose: Purpose, scope: string, keyId: Id = this.current): Buffer {
    return this.key(purpose, scope, keyId).secret.export();
  }

  /** The same key as `derive` gives, cached. Internal to lib/platform/crypto. */
  key(purpose: Purpose, scope: string, keyId: Id = this.current): DerivedKey {
    const dataKey = this.#dataKeys.get(keyId);
    if (!dataKey) throw internal(`Organisation ${this.orgId} has no data key ${keyId}.`);
    return dataKey.derived.get(purpose)?.get(scope) ?? this.#make(dataKey, purpose, scope, keyId);
  }

  #make(dataKey: DataKey, purpose: Purpose, scope: string, keyId: Id): DerivedKey {
    const parts = [purpose, this.orgId, keyId, scope];
    const secret = createSecretKey(hkdf(dataKey.secret, frame(['careledger', '1', ...parts]), KEY_BYTES));
    const idBytes = Buffer.alloc(8);
    idBytes.writeBigUInt64BE(BigInt(keyId));
    const scopes = dataKey.derived.get(purpose) ?? new Map<string, DerivedKey>();
    if (scopes.size >= MAX_CACHED_SCOPES) scopes.clear();
    const key = { secret, label: frame(parts), idBytes };
    dataKey.derived.set(purpose, scopes.set(scope, key));
    return key;
  }

  toString(): string {
    return '[keys]';
  }

  toJSON(): string {
    return '[keys]';
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return '[keys]';
  }
}

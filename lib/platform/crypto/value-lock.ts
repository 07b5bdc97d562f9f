/**
 * Names of locks on values.
 * Guarantees: equal values of one field have one name in every process; without the org's key no name tells its value, and
 * none can be made to try guesses against. Against: whoever sees the locks of the database (`pg_locks`, its log).
 * Does not: keep two values from sharing a name, one pair in 2^64: they wait for each other, no more.
 *
 * The key derives from the org's first data key, so that a change of keys in between names no lock anew.
 */
import type { Id } from '@/lib/platform/ids';
import { mac } from './mac';
import type { OrgKeys } from './org-keys';

/** A signed 64-bit integer, as PostgreSQL's advisory locks take. @param scope the id of a field or a module */
export function valueLock(keys: OrgKeys, scope: Id, normalised: string): string {
  return mac(keys.key('value-lock', scope, keys.first).secret, normalised)
    .readBigInt64BE()
    .toString();
}

/**
 * A row that would let a bearer in (a session, a token, a visitor, an extract's link) and that SQL wrote. Guarantees:
 * whoever comes with the secret of a row whose digest was made without the org's key, or with the right secret of a session
 * that SQL keeps alive, brings about an event, once a row; after as many rows as are named to officers one more event says
 * that there are more, so that nobody fills the ledger.
 * Does not: tell a row that was prolonged, or holds any other bytes, from a secret that is wrong: it opens nothing, and
 * whoever guesses at the id of a good row raises no alarm.
 */
import { systemContext } from '@/lib/platform/context';
import { isUnkeyedDigest } from '@/lib/platform/crypto/bearer-mac';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { countOpen, MOST_NAMED, tellFailures } from './failure';

/** Says that the row of a bearer is not as Careledger wrote it. */
export async function tellForeignBearer(orgId: Id, id: Id): Promise<void> {
  const told = await inOrg(orgId, (tx) => countOpen(tx, 'bearer'));
  const subject = told < MOST_NAMED ? { subjectId: id } : {};
  await tellFailures(systemContext(orgId, 'integrity'), [{ what: 'bearer', state: [], ...subject }]);
}

/** Says so where what is stored of a secret was made without the org's key, once the transaction is gone. */
export function noteIfForeign(tx: Tx, id: Id, secret: string, stored: readonly (Buffer | null)[]): void {
  if (stored.some((digest) => isUnkeyedDigest(secret, digest))) {
    tx.afterwards.push(() => tellForeignBearer(tx.orgId, id));
  }
}

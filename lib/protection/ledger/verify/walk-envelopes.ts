/**
 * That each record's encrypted values are those that its last sealed write put there. Read page by page, after the entries themselves
 * were found whole.
 */
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { type Committed, committedOf, hasExpired, isLastCommitted } from '../committed';
import { invalid } from './finding';

/** Records read at once: an envelope may be large. */
const PAGE = 200;

interface Row extends Committed {
  id: Id;
  sealed: Buffer | null;
  version: number;
}

/** @throws Found, naming the entry that says otherwise */
export async function assertEnvelopes(tx: Tx, keys: OrgKeys): Promise<void> {
  for (let after: Id = '0'; ; ) {
    const rows = await tx.sql<Row[]>`
      select r.id, r.sealed, r.seal_version as version, c.commitment, c."entryId", coalesce(c.forked, false) as forked, ${hasExpired(tx)}
      from (
        select org_id, id, sealed, seal_version from records
        where org_id = ${tx.orgId} and id > ${after} order by id limit ${PAGE}) r
      ${committedOf(tx)}
      order by r.id`;
    for (const { id, sealed, version, ...said } of rows) {
      if (isLastCommitted(keys, { recordId: id, version, sealed }, said)) continue;
      throw invalid(
        said.entryId,
        `wrote other encrypted values of record ${id} than are stored: older ones were put back.`,
      );
    }
    const last = rows.at(-1);
    if (rows.length < PAGE || !last) return;
    after = last.id;
  }
}

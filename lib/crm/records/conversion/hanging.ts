/**
 * What hangs on a lead follows it to the contact, and back. Guarantees: a note or file is never less protected where it comes
 * to be: those of a health module do not move to a module that is none. A note is sealed for its module, so it is sealed anew.
 */

import type { ModuleDefinition } from '@/lib/crm/modules/definition';
import { OpenError } from '@/lib/platform/crypto/open-error';
import { moveSealed } from '@/lib/platform/crypto/record-cipher';
import { Sealed } from '@/lib/platform/crypto/sealed';
import type { MovedAlong } from '@/lib/platform/db/schema/conversions';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { hangOn, lockHanging, moveHangingBack } from '../merge/move';

/** Whether notes and files stay on the lead: those of a health module are opened by fewer. */
export const papersStay = (lead: ModuleDefinition, contacts: ModuleDefinition): boolean =>
  lead.hipaa && !contacts.hipaa;

interface Way {
  from: { module: ModuleDefinition; recordId: Id };
  to: { module: ModuleDefinition; recordId: Id };
}

/** What follows a lead, locked. */
export async function followingLead(tx: Tx, { from, to }: Way): Promise<MovedAlong> {
  const found = await lockHanging(tx, [from.recordId]);
  return papersStay(from.module, to.module) ? { ...found, notes: [], attachments: [] } : found;
}

/** Moves it, when the conversion stands in its table. @throws OpenError for a note that does not open */
export async function moveAlong(tx: Tx, way: Way, moved: MovedAlong): Promise<void> {
  const ids = moved.notes.map(({ id }) => id);
  await moveNotes(tx, way, ids);
  await Promise.all(hangOn(tx, way.to.recordId, { ...moved, notes: [] }, way.to.module.apiName));
}

/**
 * Moves it back, while the conversion still stands. What hangs elsewhere by now stays there, and so does a note that was
 * rewritten under the protection of a health module, where leads are none. @throws OpenError
 */
export async function moveBack(tx: Tx, way: Way, moved: MovedAlong, since: string): Promise<void> {
  const ids = moved.notes.map(({ id }) => id) as string[];
  const kept = papersStay(way.from.module, way.to.module) ? tx.sql`modified_at < ${since}::timestamptz` : tx.sql`true`;
  const still = await tx.sql<{ id: Id }[]>`
    select id from notes
    where org_id = ${tx.orgId} and record_id = ${way.from.recordId} and id = any(${ids}::bigint[]) and ${kept}
    order by id for update`;
  await moveNotes(
    tx,
    way,
    still.map(({ id }) => id),
  );
  await Promise.all(moveHangingBack(tx, way.from.recordId, { ...moved, notes: [] }, way.to.module.apiName));
}

async function moveNotes(tx: Tx, { from, to }: Way, noteIds: readonly Id[]): Promise<void> {
  if (noteIds.length === 0) return;
  const keys = await keysOf(tx);
  const rows = await tx.sql<{ id: Id; sealed: Buffer; version: number }[]>`
    select id, sealed, seal_version as version from notes
    where org_id = ${tx.orgId} and id = any(${noteIds as string[]}::bigint[])`;
  const sealedAnew = rows.map(({ id, sealed, version }) => {
    const place = { orgId: tx.orgId, recordId: id };
    const [before, after] = [
      { ...place, module: from.module.id, version },
      { ...place, module: to.module.id, version: version + 1 },
    ];
    const next = moveSealed(Sealed.fromBytes(sealed), keys, before, after);
    if (!next) throw new OpenError();
    return { id, sealed: next.toBytes().toString('hex'), version: version + 1 };
  });
  await tx.sql`
    update notes n set record_id = ${to.recordId}, sealed = decode(g.sealed, 'hex'), seal_version = g.version
    from jsonb_to_recordset(${JSON.stringify(sealedAnew)}::jsonb) as g (id bigint, sealed text, version int)
    where n.org_id = ${tx.orgId} and n.id = g.id`;
}

/** Notes, and the names and bytes of attached files. */

import { pipeline, type Readable } from 'node:stream';
import type { ModuleDefinition } from '@/lib/crm/modules/definition';
import type { StoredValue } from '@/lib/crm/modules/field-types/type';
import type { Context } from '@/lib/platform/context';
import { openText } from '@/lib/platform/crypto/detail-open';
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import { open } from '@/lib/platform/crypto/record-open';
import { Sealed } from '@/lib/platform/crypto/sealed';
import { openStream } from '@/lib/platform/crypto/stream-open';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import type { IntegrityFailure } from '@/lib/protection/integrity/failure';
import { openEach, thisMonth } from './damaged';
import { assertMayReveal } from './reveal';

/** What a note says; null where it does not open. Notes of a HIPAA module are opened only for those who may reveal. */
export async function openNotes(
  tx: Tx,
  ctx: Context,
  { module, recordId }: { module: ModuleDefinition; recordId: Id },
  rows: readonly { id: Id; sealed: Buffer; sealVersion: number }[],
): Promise<(Record<string, StoredValue> | null)[]> {
  if (module.hipaa) assertMayReveal(ctx, module);
  const keys = await keysOf(tx);
  return openEach(tx, ctx, rows, {
    found: (row) => foundOn('note', module, recordId, row.id),
    open: (row) =>
      open(Sealed.fromBytes(row.sealed), ['title', 'body'], keys, {
        orgId: tx.orgId,
        module: module.id,
        recordId: row.id,
        version: row.sealVersion,
      }),
  });
}

const foundOn = (
  what: 'note' | 'file',
  { apiName: module }: ModuleDefinition,
  recordId: Id,
  subjectId: Id,
): IntegrityFailure => ({ what, module, recordId, subjectId, state: thisMonth() });

/**
 * An attachment's file name, sealed under the attachment's id; null where it does not open. Of a HIPAA module only for
 * those who may reveal.
 */
export async function openFileNames<Row extends { id: Id; sealedName: Buffer }>(
  tx: Tx,
  ctx: Context,
  { module, recordOf }: { module: ModuleDefinition; recordOf: (row: Row) => Id },
  rows: readonly Row[],
): Promise<(string | null)[]> {
  if (module.hipaa) assertMayReveal(ctx, module);
  const keys = await keysOf(tx);
  return openEach(tx, ctx, rows, {
    found: (row) => foundOn('file', module, recordOf(row), row.id),
    open: (row) => openText('job', Sealed.fromBytes(row.sealedName), keys, fileNameContext(row.id)),
  });
}

/** The associated data of a sealed file name. */
export const fileNameContext = (attachmentId: Id): readonly string[] => ['attachment-name', attachmentId];

/**
 * Opens a sealed file of the org as it is read. The caller has checked who asks and committed the event.
 * The stream fails with `TruncatedError` when the file is cut, `OpenError` when it was touched.
 */
export const openFile = async (orgId: Id, fileId: Id, source: Readable): Promise<Readable> =>
  openFileWith(await inOrg(orgId, keysOf), fileId, source);

/** As `openFile`, within a transaction of the org, whose keys are at hand. */
export function openFileWith(keys: OrgKeys, fileId: Id, source: Readable): Readable {
  const opened = openStream(keys, { orgId: keys.orgId, fileId });
  // Not `pipe`: a reader who breaks off must close the file as well. An error reaches the reader by `opened`.
  pipeline(source, opened, () => {});
  return opened;
}

import { getModule } from '@/lib/crm/modules/definition';
import { metadataFor } from '@/lib/crm/modules/seen';
import { assertModuleRight, changeableRecord, visibleRecords } from '@/lib/crm/modules/visibility';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { conflict, forbidden, notFound } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { mutate, unchanged } from '@/lib/protection/mutate';
import { type StoredRow as ChangedRow, changedOnly, loggable, rowChange } from './apply-changes';
import { assertExpected, type Expected } from './expected';
import { assertOrder } from './in-order';
import { indexBits } from './index-bits';
import { assertOwner } from './owner';
import { assertRequiredStay, readChanges } from './read-input';
import { assertReferences, assertUnique, givenValues } from './references';
import { replaceTokens } from './replace-tokens';
import { tellOwner } from './tell-owner';

export interface RecordPatch {
  module: string;
  id: Id;
  /** Only the fields to change; '' or null empties one. */
  values: Record<string, unknown>;
  ownerId?: Id;
  /** The version the person saw; a newer one in the database is a conflict rather than a silent overwrite. */
  version?: number;
  /** What a program knows of the record. */
  expected?: Expected | undefined;
}

/** Starts a statement of whoever asks for a change, to be committed with it or not at all. */
export type Along = (tx: Tx) => PromiseLike<unknown>;

interface StoredRow extends ChangedRow {
  version: number;
  owner_id: Id;
  created_at: string;
  created_by: Id;
  modified_at: string;
  modified_by: Id;
  changeable: boolean;
}

export interface UpdatedRecord {
  version: number;
  createdAt: Date;
  createdBy: Id;
  modifiedAt: Date;
  modifiedBy: Id;
}

/**
 * Changes fields of a record; the event names them, with old and new value of those that are neither marked nor sealed.
 * @param along starts a statement that is committed with the change; not called where nothing changes.
 * @throws forbidden; not_found; invalid with every field's error; conflict when somebody else changed it meanwhile.
 */
export async function updateRecord(ctx: Context, patch: RecordPatch, along?: Along): Promise<UpdatedRecord> {
  const attempt = { action: 'record.update', module: patch.module, recordId: patch.id } as const;
  return mutate(ctx, { ...attempt, fields: Object.keys(patch.values) }, async (tx) => {
    const module = getModule(await metadataFor(tx, ctx), patch.module);
    assertModuleRight(ctx, module, 'edit');
    const [row] = await tx.sql<StoredRow[]>`
      select "values", sealed, seal_version, version, owner_id, created_at, created_by, modified_at, modified_by,
        ${changeableRecord(tx, ctx, module)} as changeable from records
      where ${visibleRecords(tx, ctx, module)} and id = ${patch.id}
      for update`;
    if (!row) throw notFound('The record');
    if (!row.changeable) throw forbidden('You may see this record but not change it.');
    if (patch.version !== undefined && patch.version !== row.version) {
      throw changedMeanwhile();
    }

    assertExpected(patch.expected, row);
    const changes = changedOnly(module, row, readChanges(module, patch.values));
    assertRequiredStay(module, changes);
    assertOrder(module, changes, row.values);
    const keys = await keysOf(tx);
    const filled = givenValues(module, changes);
    await assertReferences(tx, ctx, filled, row.values);
    await assertUnique(tx, keys, filled, patch.id);
    const ownerId = patch.ownerId ?? row.owner_id;
    if (ownerId !== row.owner_id) await assertOwner(tx, ownerId);
    const names = Object.keys(changes);
    const before = {
      version: row.version,
      createdAt: new Date(row.created_at),
      createdBy: row.created_by,
      modifiedAt: new Date(row.modified_at),
      modifiedBy: row.modified_by,
    };
    if (names.length === 0 && ownerId === row.owner_id) return unchanged(before);

    const modifiedAt = clock.now();
    const making = { keys, bits: await indexBits(tx, ctx.rights, module, 0) };
    const changing = { id: patch.id, row, changes, ownerId, modifiedAt, modifiedBy: ctx.actor.id };
    const { updated, envelope } = rowChange(tx, module, keys, changing);
    const given = ownerId !== row.owner_id;
    const facts = given ? { owner: { old: row.owner_id, new: ownerId } } : undefined;
    const told = given
      ? tellOwner(tx, ctx, module, { id: patch.id, ownerId, values: { ...row.values, ...changes } })
      : [];
    return {
      value: { ...before, version: row.version + 1, modifiedAt, modifiedBy: ctx.actor.id },
      change: updated,
      writes: [...replaceTokens(tx, module, changing, making), ...told, ...(along ? [along(tx)] : [])],
      entries: [
        {
          ...attempt,
          fields: names,
          changes: loggable(module, row.values, changes),
          ...(facts && { facts }),
          envelope,
        },
      ],
    };
  });
}

/** The refusal of a change by somebody who saw an older version. */
export const changedMeanwhile = () =>
  conflict('Somebody else changed this record. Look at it again before you save.', { reason: 'CONCURRENT' });

import type { Context } from '../context';
import type { RecordSource } from '../db/schema/records';
import { type Id, newId } from '../ids';
import { getModule } from '../modules/definition';
import type { StoredValue } from '../modules/field-types/type';
import { metadataOf } from '../modules/metadata';
import { assertModuleRight } from '../modules/visibility';
import { mutate } from '../mutate';
import { keysOf } from '../org-keys';
import { indexBits } from './index-bits';
import { insertion } from './insert';
import { assertOwner } from './owner';
import { prepareRecord } from './prepare';
import { readWhole } from './read-input';
import { assertReferences, assertUnique, givenValues, takeAutoNumbers } from './references';

export interface NewRecord {
  module: string;
  /** API name → value as a form, CSV or program gives it. */
  values: Record<string, unknown>;
  ownerId?: Id;
  source?: RecordSource;
}

/**
 * Creates a record: values checked, marked ones sealed, one event that names the fields filled.
 * @throws forbidden; invalid with every field's error; conflict for a unique value already taken.
 */
export async function createRecord(ctx: Context, record: NewRecord): Promise<{ id: Id; at: Date }> {
  const { module: moduleName, source = 'screen' } = record;
  return mutate(ctx, { action: 'record.create', module: moduleName }, async (tx) => {
    const module = getModule(await metadataOf(tx), moduleName);
    assertModuleRight(ctx, module, 'create');
    const changes = readWhole(module, record.values);

    const keys = await keysOf(tx);
    const given = givenValues(module, changes);
    await assertReferences(tx, ctx, given);
    if (record.ownerId) await assertOwner(tx, record.ownerId);
    await assertUnique(tx, keys, given);
    const [numbers] = await takeAutoNumbers(tx, module, 1);
    const values: Record<string, StoredValue> = {
      ...Object.fromEntries(given.map(([f, v]) => [f.apiName, v])),
      ...numbers,
    };

    const [id, at] = [newId(), new Date()];
    const prepared = prepareRecord(module, id, values, keys, await indexBits(tx, module, 1));
    const change = insertion(tx, ctx, module, [prepared], {
      ownerId: record.ownerId ?? ctx.actor.id,
      source,
      at,
    });
    return {
      value: { id, at },
      change,
      entries: [
        { action: 'record.create', module: moduleName, recordId: id, fields: Object.keys(values), facts: { source } },
      ],
    };
  });
}

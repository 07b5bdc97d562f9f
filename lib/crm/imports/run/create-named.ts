/** Makes the looked-up records that rows name and that are not there: with a name, and nothing else. */

import type { ModuleDefinition } from '@/lib/crm/modules/definition';
import type { StoredValue } from '@/lib/crm/modules/field-types/type';
import { indexBits } from '@/lib/crm/records/index-bits';
import { insertRecords } from '@/lib/crm/records/insert';
import { prepareRecord } from '@/lib/crm/records/prepare';
import { takeAutoNumbers } from '@/lib/crm/records/references';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import type { Tx } from '@/lib/platform/db/transaction';
import type { NewEntry } from '@/lib/protection/ledger/append';
import type { NamedRecord } from '../rows/resolve-references';
import type { Landing } from './overwrite';

/** Starts the inserts, one a module; the caller awaits them, before the rows that point to these records. */
export async function createNamed(
  tx: Tx,
  ctx: Context,
  { keys, subjectId, source }: Landing & { keys: OrgKeys },
  named: readonly NamedRecord[],
): Promise<{ writes: PromiseLike<unknown>[]; entries: NewEntry[] }> {
  const writes: PromiseLike<unknown>[] = [];
  const entries: NewEntry[] = [];
  for (const module of new Set(named.map((record) => record.module))) {
    const own = named.filter((record) => record.module === module);
    const numbers = await takeAutoNumbers(tx, module, own.length);
    const making = { keys, bits: await indexBits(tx, ctx.rights, module, own.length) };
    const values = own.map(({ name }, n) => ({ ...valuesOf(module, name), ...numbers[n] }));
    const records = own.map(({ id }, n) => prepareRecord(module, id, values[n] ?? {}, making));
    const importId = source === 'import' ? { importId: subjectId } : {};
    const options = { ownerId: ctx.actor.id, source, ...importId, at: clock.now(), by: ctx.actor.id };
    writes.push(insertRecords(tx, module, records, options).execute());
    entries.push(
      ...records.map(({ id, envelope }, n) => ({
        action: 'record.create' as const,
        module: module.apiName,
        recordId: id,
        subjectId,
        fields: Object.keys(values[n] ?? {}),
        facts: { source },
        envelope,
      })),
    );
  }
  return { writes, entries };
}

/** "Jane van Doe" → first name and last name; the parts together are the name again. */
function valuesOf(module: ModuleDefinition, name: string): Record<string, StoredValue> {
  const [first = '', last] = module.nameFields;
  if (last === undefined) return { [first]: name };
  const at = name.indexOf(' ');
  return at < 0 ? { [last]: name } : { [first]: name.slice(0, at), [last]: name.slice(at + 1).trim() };
}

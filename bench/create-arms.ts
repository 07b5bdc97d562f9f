/** Creating a record: with its ledger entry, and the same transaction without it. */
import { getModule } from '@/lib/crm/modules/definition';
import { metadataOf } from '@/lib/crm/modules/metadata';
import { createRecord } from '@/lib/crm/records/create';
import { insertRecords } from '@/lib/crm/records/insert';
import { prepareRecord } from '@/lib/crm/records/prepare';
import { readChanges } from '@/lib/crm/records/read-input';
import { assertReferences, assertUnique, givenValues, takeAutoNumbers } from '@/lib/crm/records/references';
import { LONGEST } from '@/lib/crm/records/tokens';
import { changeInOrg, type Tx } from '@/lib/platform/db/transaction';
import { newId } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import type { TestOrg } from '@/lib/tools/testing/make-org';

const values = {
  First_Name: 'Silvana',
  Last_Name: 'Reynolds',
  Email: 'silvana@example.org',
  Phone: '555-907-8526',
  Mailing_City: 'Rossville',
  Mailing_State: 'KS',
};

export const createWithEntry = ({ operator: ctx }: TestOrg): Promise<unknown> =>
  createRecord(ctx, { module: 'Contacts', values });

/** The verb's own steps, without the entry and its pending mark; `and` is done in the same transaction. */
export const createWithoutEntry = ({ operator: ctx }: TestOrg, and?: (tx: Tx) => Promise<unknown>): Promise<void> =>
  changeInOrg(ctx.orgId, 'with other changes', async (tx) => {
    const module = getModule(await metadataOf(tx), 'Contacts');
    const keys = await keysOf(tx);
    const given = givenValues(module, readChanges(module, values));
    await assertReferences(tx, ctx, given);
    await assertUnique(tx, keys, given);
    await takeAutoNumbers(tx, module, 1);
    const filled = Object.fromEntries(given.map(([f, v]) => [f.apiName, v]));
    const prepared = prepareRecord(module, newId(), filled, { keys, bits: LONGEST });
    const by = ctx.actor.id;
    await insertRecords(tx, module, [prepared], { ownerId: by, source: 'screen', at: new Date(), by });
    await and?.(tx);
  });

/** Seconds for so many acts over so many connections. */
export async function secondsOf(act: () => Promise<unknown>, times: number, connections: number): Promise<number> {
  const started = performance.now();
  let left = times;
  const worker = async () => {
    while (left > 0) {
      left -= 1;
      await act();
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
  return (performance.now() - started) / 1000;
}

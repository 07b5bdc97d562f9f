/**
 * A record with its ledger entry, against the same transaction without the entry: 8 connections, arms interleaved in
 * rounds so that both meet the same machine. Aim: at least 0.8 of the throughput.
 */
import { changeInOrg } from '../lib/db/transaction';
import { newId } from '../lib/ids';
import { getModule } from '../lib/modules/definition';
import { metadataOf } from '../lib/modules/metadata';
import { keysOf } from '../lib/org-keys';
import { createRecord } from '../lib/records/create';
import { insertRecords } from '../lib/records/insert';
import { prepareRecord } from '../lib/records/prepare';
import { readChanges } from '../lib/records/read-input';
import { assertReferences, assertUnique, givenValues, takeAutoNumbers } from '../lib/records/references';
import type { TestOrg } from '../lib/testing/make-org';
import type { BenchRow } from './row';

const CONNECTIONS = 8;
const ROUNDS = 10;
const RECORDS_PER_ROUND = 400;
const AIM = 0.8;

const values = {
  First_Name: 'Silvana',
  Last_Name: 'Reynolds',
  Email: 'silvana@example.org',
  Phone: '555-907-8526',
  Mailing_City: 'Rossville',
  Mailing_State: 'KS',
};

export async function benchCreate(org: TestOrg): Promise<BenchRow[]> {
  const ctx = org.operator;
  const withEntry = () => createRecord(ctx, { module: 'Contacts', values });
  // The verb's own steps, without the entry and its pending mark.
  const withoutEntry = () =>
    changeInOrg(ctx.orgId, 'with other changes', async (tx) => {
      const module = getModule(await metadataOf(tx), 'Contacts');
      const keys = await keysOf(tx);
      const given = givenValues(module, readChanges(module, values));
      await assertReferences(tx, ctx, given);
      await assertUnique(tx, keys, given);
      await takeAutoNumbers(tx, module, 1);
      const prepared = prepareRecord(module, newId(), Object.fromEntries(given.map(([f, v]) => [f.apiName, v])), keys);
      await insertRecords(tx, ctx, module, [prepared], { ownerId: ctx.actor.id, source: 'screen', at: new Date() });
    });

  await seconds(withEntry);
  await seconds(withoutEntry);
  let [withSeconds, withoutSeconds] = [0, 0];
  for (let round = 0; round < ROUNDS; round += 1) {
    withSeconds += await seconds(withEntry);
    withoutSeconds += await seconds(withoutEntry);
  }
  const records = ROUNDS * RECORDS_PER_ROUND;
  const ratio = withoutSeconds / withSeconds;
  return [
    {
      figure: 'Create a record with its ledger entry, of the same without the entry',
      value: ratio,
      unit: '×',
      aim: `≥ ${AIM}`,
      ok: ratio >= AIM,
      note: `${Math.round(records / withSeconds)} against ${Math.round(records / withoutSeconds)} records/s, ${CONNECTIONS} connections`,
    },
  ];
}

/** Seconds for one round of acts over all connections. */
async function seconds(act: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  let left = RECORDS_PER_ROUND;
  const worker = async () => {
    while (left > 0) {
      left -= 1;
      await act();
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  return (performance.now() - started) / 1000;
}

/**
 * A record with its ledger entry, against the same transaction without the entry: 8 connections, arms interleaved in
 * rounds so that both meet the same machine. Aim: at least 0.8 of the throughput.
 */

import { getModule } from '@/lib/crm/modules/definition';
import { metadataOf } from '@/lib/crm/modules/metadata';
import { createRecord } from '@/lib/crm/records/create';
import { insertRecords } from '@/lib/crm/records/insert';
import { prepareRecord } from '@/lib/crm/records/prepare';
import { readChanges } from '@/lib/crm/records/read-input';
import { assertReferences, assertUnique, givenValues, takeAutoNumbers } from '@/lib/crm/records/references';
import { LONGEST } from '@/lib/crm/records/tokens';
import { changeInOrg } from '@/lib/platform/db/transaction';
import { newId } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import type { TestOrg } from '@/lib/tools/testing/make-org';
import { median } from './median';
import type { BenchRow } from './row';

const CONNECTIONS = 8;
const ROUNDS = 40;
const RECORDS_PER_ROUND = 200;
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
      const filled = Object.fromEntries(given.map(([f, v]) => [f.apiName, v]));
      const prepared = prepareRecord(module, newId(), filled, { keys, bits: LONGEST });
      const by = ctx.actor.id;
      await insertRecords(tx, module, [prepared], { ownerId: by, source: 'screen', at: new Date(), by });
    });

  await seconds(withEntry);
  await seconds(withoutEntry);
  const rounds: { ratio: number; withSeconds: number; withoutSeconds: number }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    // In turn first and second, so that neither always follows the other's garbage.
    const first = round % 2 === 0 ? await seconds(withEntry) : undefined;
    const withoutSeconds = await seconds(withoutEntry);
    const withSeconds = first ?? (await seconds(withEntry));
    rounds.push({ ratio: withoutSeconds / withSeconds, withSeconds, withoutSeconds });
  }
  const ratio = median(rounds.map((round) => round.ratio));
  const rate = (name: 'withSeconds' | 'withoutSeconds') =>
    Math.round(RECORDS_PER_ROUND / median(rounds.map((round) => round[name])));
  return [
    {
      figure: 'Create a record with its ledger entry, of the same without the entry',
      value: ratio,
      unit: '×',
      aim: `≥ ${AIM}`,
      ok: ratio >= AIM,
      note: `${rate('withSeconds')} against ${rate('withoutSeconds')} records/s, ${CONNECTIONS} connections, medians of ${ROUNDS} rounds`,
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

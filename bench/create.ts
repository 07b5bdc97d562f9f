/**
 * A record with its ledger entry, against the same transaction without the entry: 8 connections, arms interleaved in
 * rounds so that both meet the same machine. Aim: at least 0.8 of the throughput.
 */

import type { TestOrg } from '@/lib/tools/testing/make-org';
import { createWithEntry, createWithoutEntry, secondsOf } from './create-arms';
import { median } from './median';
import type { BenchRow } from './row';

const CONNECTIONS = 8;
const ROUNDS = 40;
const RECORDS_PER_ROUND = 200;
const AIM = 0.8;

export async function benchCreate(org: TestOrg): Promise<BenchRow[]> {
  const seconds = (act: (org: TestOrg) => Promise<unknown>) =>
    secondsOf(() => act(org), RECORDS_PER_ROUND, CONNECTIONS);
  const withEntry = () => seconds(createWithEntry);
  const withoutEntry = () => seconds((of) => createWithoutEntry(of));

  await withEntry();
  await withoutEntry();
  const rounds: { ratio: number; withSeconds: number; withoutSeconds: number }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    // In turn first and second, so that neither always follows the other's garbage.
    const first = round % 2 === 0 ? await withEntry() : undefined;
    const withoutSeconds = await withoutEntry();
    const withSeconds = first ?? (await withEntry());
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

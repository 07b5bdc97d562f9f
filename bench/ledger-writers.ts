/**
 * Whether writers queue for the ledger: creates with their entry, the same without, and the same with what the ledger is not,
 * a chain of hashes for the whole org whose head each writer locks. Rounds in turn, so that all meet the same machine.
 */
import { createHash, randomBytes } from 'node:crypto';
import { connect } from '@/lib/platform/db/client';
import type { Tx } from '@/lib/platform/db/transaction';
import { env } from '@/lib/platform/env';
import { newId } from '@/lib/platform/ids';
import type { TestOrg } from '@/lib/tools/testing/make-org';
import { createWithEntry, createWithoutEntry, secondsOf } from './create-arms';
import { median } from './median';
import type { BenchRow } from './row';

const CONNECTIONS = [1, 8, 32];
const ROUNDS = 15;
const RECORDS_PER_ROUND = 160;
const AIM = 0.85;

export async function benchWriters(org: TestOrg): Promise<BenchRow[]> {
  await makeChain(org);
  const arms = {
    with: () => createWithEntry(org),
    without: () => createWithoutEntry(org),
    chained: () => createWithoutEntry(org, addToChain),
  };
  const rows: BenchRow[] = [];
  for (const connections of CONNECTIONS) {
    const rounds: Record<keyof typeof arms, number>[] = [];
    for (let round = 0; round <= ROUNDS; round += 1) {
      const took = { with: 0, without: 0, chained: 0 };
      const names = Object.keys(arms) as (keyof typeof arms)[];
      for (const name of round % 2 === 0 ? names : names.toReversed()) {
        took[name] = await secondsOf(arms[name], RECORDS_PER_ROUND, connections);
      }
      // The first warms up.
      if (round > 0) rounds.push(took);
    }
    const share = (name: 'with' | 'chained') => median(rounds.map((took) => took.without / took[name]));
    const rate = (name: keyof typeof arms) => Math.round(RECORDS_PER_ROUND / median(rounds.map((took) => took[name])));
    rows.push({
      figure: `Create with its entry, of the same without, ${connections} connections`,
      value: share('with'),
      unit: '×',
      aim: `≥ ${AIM}`,
      ok: share('with') >= AIM,
      note: `${rate('with')} against ${rate('without')} records/s; with a chain of hashes under a lock ${share('chained').toFixed(2)} ×, ${rate('chained')} records/s`,
    });
  }
  return rows;
}

async function makeChain({ orgId }: TestOrg): Promise<void> {
  const owner = connect(env().DATABASE_OWNER_URL, { max: 1 });
  try {
    await owner`create table bench_chain (org_id bigint primary key, head bytea not null)`;
    await owner`create table bench_chained (org_id bigint, id bigint, entry text, hash bytea, primary key (org_id, id))`;
    await owner`grant select, insert, update on bench_chain, bench_chained to careledger_app_role`;
    await owner`insert into bench_chain values (${orgId}, ${randomBytes(32)})`;
  } finally {
    await owner.end({ timeout: 5 });
  }
}

async function addToChain(tx: Tx): Promise<void> {
  const entry = JSON.stringify({ action: 'record.create', id: newId(), at: new Date(), facts: '{}', fields: [] });
  const [chain] = await tx.sql<[{ head: Buffer }]>`
    select head from bench_chain where org_id = ${tx.orgId} for update`;
  const hash = createHash('sha256').update(chain.head).update(entry).digest();
  await Promise.all([
    tx.sql`insert into bench_chained values (${tx.orgId}, ${newId()}, ${entry}, ${hash})`,
    tx.sql`update bench_chain set head = ${hash} where org_id = ${tx.orgId}`,
  ]);
}

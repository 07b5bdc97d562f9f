/**
 * Two app processes that write and integrate, and a witness, are killed (SIGKILL) wherever they are, again and again: no
 * entry that was committed is lost, the tree has neither gap nor fork, and the witness goes on from what it signed.
 * `CHAOS=long`: fifty times.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inOrg } from '@/lib/platform/db/transaction';
import { env } from '@/lib/platform/env';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { integrateAndPublish } from '@/lib/protection/ledger/integrate/integrator';
import { checkpointFolder, newestNote } from '@/lib/protection/ledger/integrate/published';
import { openCheckpoint } from '@/lib/protection/ledger/tree/checkpoint';
import { noteVerifier } from '@/lib/protection/ledger/tree/note';
import { consistencyProof, isConsistent } from '@/lib/protection/ledger/tree/proofs';
import { ledgerSigner } from '@/lib/protection/ledger/tree/signer';
import { storedHashes } from '@/lib/protection/ledger/tree/stored';
import { compiled } from '@/lib/tools/testing/compiled';
import { ownerSql } from '@/lib/tools/testing/database';
import { eventsOf } from '@/lib/tools/testing/events';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { allPublished } from '@/lib/tools/testing/published-notes';
import { verifyWithWitnesses } from './verify-with-witnesses';
import { cosign } from './witnesses';

const KILLS = process.env.CHAOS === 'long' ? 50 : 5;
const witnessFolder = mkdtempSync(join(tmpdir(), 'careledger-witness-'));
const committed: Id[] = [];
let org: TestOrg;
let ownVkey: string;
let witness: { process: ChildProcess; port: number; vkey: string };

const startWitness = async (port: number) => {
  const args = [await compiled('lib/tools/dev/witness.ts'), '--name', 'witness.example', '--port', String(port)];
  const child = spawn(process.execPath, [...args, '--folder', witnessFolder, '--log', ownVkey], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })[Symbol.asyncIterator]();
  const { value: first } = await lines.next();
  const { value: vkey } = await lines.next();
  return { process: child, port: Number(/port (\d+)/.exec(first)?.[1]), vkey };
};

/** An app process; it has committed something when this resolves. */
async function startApp(): Promise<ChildProcess> {
  const args = [await compiled('lib/ways-in/jobs/testing/ledger-process.ts'), org.orgId];
  const stdio = ['ignore', 'inherit', 'inherit', 'ipc'] as const;
  const LEDGER_WITNESSES = env().LEDGER_WITNESSES;
  const child = spawn(process.execPath, args, { stdio: [...stdio], env: { ...process.env, LEDGER_WITNESSES } });
  child.on('message', (ids) => committed.push(...(ids as Id[])));
  await once(child, 'message');
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

beforeAll(async () => {
  org = await makeOrg();
  ownVkey = await inOrg(org.orgId, async (tx) => ledgerSigner(await keysOf(tx)).vkey);
  witness = await startWitness(0);
  env().LEDGER_WITNESSES = `http://127.0.0.1:${witness.port}/ ${witness.vkey}`;
});
afterAll(() => {
  witness.process.kill();
  env().LEDGER_WITNESSES = undefined;
  rmSync(witnessFolder, { recursive: true });
});

test(`integrators and witness killed ${KILLS} times: nothing lost, no gap, no fork, no contradiction`, async () => {
  let apps = await Promise.all([startApp(), startApp()]);
  for (let kills = 0; kills < KILLS; kills += 1) {
    await wait(randomInt(400));
    // In turn: one app, both, the witness, all.
    const [first, second] = apps;
    const doomed = [[first], [first, second], [], [first, second]][kills % 4] ?? [];
    await Promise.all([...doomed.map(kill), ...(kills % 4 >= 2 ? [kill(witness.process)] : [])]);
    if (kills % 4 >= 2) witness = await startWitness(witness.port);
    const goOn = (one: ChildProcess) => (doomed.includes(one) ? startApp() : one);
    apps = await Promise.all([goOn(first), goOn(second)]);
  }
  await Promise.all(apps.map(kill));

  await integrateAndPublish(org.orgId);
  const folder = checkpointFolder(env().DATA_DIR, org.orgId);
  const head = (await newestNote(folder)) ?? '';
  expect(await cosign(org.orgId, head)).toMatchObject({ note: expect.any(String), diverged: false });
  const published = await allPublished(folder);
  const found = await verifyWithWitnesses(org.orgId, { published });
  expect(found).toMatchObject({ verdict: 'valid', waiting: 0, problem: null, witnesses: { signed: 1, of: 1 } });
  const [tree] = await ownerSql()<[{ entries: number; leaves: number; first: string; last: string }]>`
    select (select count(*)::int from ledger_entries where org_id = ${org.orgId}) as entries,
      count(*)::int as leaves, min(index) as first, max(index) as last
    from ledger_leaves where org_id = ${org.orgId}`;
  expect(tree).toEqual({
    entries: found.entries,
    leaves: found.entries,
    first: '0',
    last: String(found.entries - 1),
  });
  const [lost] = await ownerSql()<[{ count: number }]>`
    select count(*)::int as count from unnest(${committed}::bigint[]) as c (id)
    where not exists (select from ledger_leaves where org_id = ${org.orgId} and entry_id = c.id)`;
  expect(committed.length).toBeGreaterThan(KILLS);
  expect(await eventsOf(org.orgId, 'integrity.failed')).toEqual([]);
  expect(lost.count).toBe(0);
  await expectConsistent(published);
});

/** Each checkpoint that was published, and the one that the witness keeps, is a part of the next one. */
async function expectConsistent(published: string[]): Promise<void> {
  const [kept = ''] = readdirSync(witnessFolder).filter((name) => name.endsWith('.checkpoint'));
  const notes = [...published, readFileSync(join(witnessFolder, kept), 'utf8')];
  const checkpoints = notes
    .map((note) => openCheckpoint(note, [noteVerifier(ownVkey)]))
    .sort((one, other) => one.size - other.size);
  await inOrg(org.orgId, async (tx) => {
    for (const [n, next] of checkpoints.entries()) {
      const before = checkpoints[n - 1] ?? next;
      const proof = await consistencyProof(before.size, next.size, storedHashes(tx));
      expect(isConsistent(before, next, proof), `${before.size} → ${next.size}`).toBe(true);
    }
  });
}

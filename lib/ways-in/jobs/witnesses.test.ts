import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Row, TransactionSql } from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { setClock } from '@/lib/platform/clock';
import { inOrg } from '@/lib/platform/db/transaction';
import { env } from '@/lib/platform/env';
import { keysOf } from '@/lib/platform/org-keys';
import { appendEntries } from '@/lib/protection/ledger/append';
import { integrateOrg } from '@/lib/protection/ledger/integrate/integrate';
import { openCheckpoint, signCheckpoint } from '@/lib/protection/ledger/tree/checkpoint';
import { hashLeaf } from '@/lib/protection/ledger/tree/hashes';
import { noteVerifier } from '@/lib/protection/ledger/tree/note';
import { ledgerSigner, originOf } from '@/lib/protection/ledger/tree/signer';
import { headOf } from '@/lib/protection/ledger/tree/stored';
import { ownerSql } from '@/lib/tools/testing/database';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { verifyWithWitnesses } from './verify-with-witnesses';
import { askWitnesses, configuredWitnesses, cosign } from './witnesses';

const folder = mkdtempSync(join(tmpdir(), 'careledger-witness-'));
let org: TestOrg;
let witness: ChildProcess;
let vkey: string;
let note: string;

const signer = () => inOrg(org.orgId, async (tx) => ledgerSigner(await keysOf(tx)));

/** Starts `npm run witness` with the org's ledger as the log it knows. */
async function startWitness(): Promise<{ port: number; own: string }> {
  const args = ['--import', 'tsx', 'lib/tools/dev/witness.ts', '--name', 'witness.example', '--port', '0'];
  witness = spawn(process.execPath, [...args, '--folder', folder, '--log', (await signer()).vkey], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: witness.stdout as NodeJS.ReadableStream })[Symbol.asyncIterator]();
  const { value: first } = await lines.next();
  const { value: own } = await lines.next();
  return { port: Number(/port (\d+)/.exec(first)?.[1]), own };
}

beforeAll(async () => {
  org = await makeOrg();
  note = (await integrateOrg(org.orgId))?.note ?? '';
  const { port, own } = await startWitness();
  vkey = own;
  env().LEDGER_WITNESSES = `http://127.0.0.1:${port}/ ${own}`;
});

afterAll(() => {
  witness.kill();
  env().LEDGER_WITNESSES = undefined;
  rmSync(folder, { recursive: true });
});

test('a witness on its own signs what grew, and its line stands under the checkpoint', async () => {
  const signed = await cosign(org.orgId, note);
  const verifiers = [noteVerifier((await signer()).vkey), noteVerifier(vkey)];
  expect(openCheckpoint(signed.note ?? '', verifiers).signedBy).toEqual([originOf(org.orgId), 'witness.example']);
  const published = [note, signed.note ?? ''];
  expect(await verifyWithWitnesses(org.orgId, { published })).toMatchObject({
    verdict: 'valid',
    published: 1,
    witnesses: { signed: 1, of: 1 },
  });
});

test('what waits for longer than five minutes to be signed: it cannot be told', async () => {
  const waiting = await makeOrg();
  await integrateOrg(waiting.orgId);
  await inOrg(waiting.orgId, async (tx) =>
    appendEntries(tx, waiting.admin, [{ action: 'view.create' }], await keysOf(tx)),
  );
  const witnesses = env().LEDGER_WITNESSES;
  env().LEDGER_WITNESSES = undefined;
  try {
    expect(await verifyWithWitnesses(waiting.orgId, {})).toMatchObject({ verdict: 'valid', waiting: 1 });
    setClock(() => Date.now() + 301_000);
    expect(await verifyWithWitnesses(waiting.orgId, {})).toMatchObject({
      verdict: 'unknown',
      problem: { entryId: null, what: expect.stringContaining('What waits to be signed (1) waits since 20') },
    });
    await integrateOrg(waiting.orgId);
    expect(await verifyWithWitnesses(waiting.orgId, {})).toMatchObject({ verdict: 'valid', waiting: 0 });
  } finally {
    setClock();
    env().LEDGER_WITNESSES = witnesses;
  }
});

test('another history of the same size under the right key is what the witness refuses: diverged', async () => {
  const { size } = openCheckpoint(note, [noteVerifier((await signer()).vkey)]);
  const other = { origin: originOf(org.orgId), size, root: hashLeaf('other'), state: hashLeaf('s'), incarnation: 1 };
  expect(await cosign(org.orgId, signCheckpoint(other, await signer()))).toEqual({ note: null, diverged: true });
});

test('a checkpoint that was overtaken while its witness was asked is no divergence', async () => {
  const { witnesses } = configuredWitnesses();
  const before = note;
  await inOrg(org.orgId, async (tx) => appendEntries(tx, org.admin, [{ action: 'view.create' }], await keysOf(tx)));
  note = (await integrateOrg(org.orgId))?.note ?? '';
  expect(await cosign(org.orgId, note)).toMatchObject({ diverged: false });
  expect(await askWitnesses(org.orgId, before, witnesses)).toEqual([{ name: 'witness.example', is: 'newer' }]);
  expect(await cosign(org.orgId, before)).toEqual({ note: null, diverged: false });
});

test('a database that is behind what a witness signed is found without anything published', async () => {
  const { size } = openCheckpoint(note, [noteVerifier((await signer()).vkey)]);
  const [last] = await changeCheckpoints(
    (sql) => sql`delete from ledger_checkpoints where org_id = ${org.orgId} and size = ${size} returning *`,
  );
  const older = (await inOrg(org.orgId, headOf)) ?? { note: '', size: 0 };
  const [answer] = await askWitnesses(org.orgId, older.note, configuredWitnesses().witnesses);
  await changeCheckpoints((sql) => sql`insert into ledger_checkpoints ${sql({ ...last })}`);
  expect(answer).toEqual({
    name: 'witness.example',
    is: 'diverged',
    what: `has signed ${size} entries, and the database has ${older.size}`,
  });
});

/** As the owner may. */
const changeCheckpoints = (change: (sql: TransactionSql) => Promise<Row[]>): Promise<Row[]> =>
  ownerSql().begin(async (sql) => {
    await sql`alter table ledger_checkpoints disable trigger user`;
    const rows = await change(sql);
    await sql`alter table ledger_checkpoints enable trigger user`;
    return rows;
  }) as Promise<Row[]>;

test('a witness that is away makes it unknown, and neither wrong nor well', async () => {
  env().LEDGER_WITNESSES = `http://127.0.0.1:9 ${vkey}`;
  expect(await cosign(org.orgId, note)).toEqual({ note: null, diverged: false });
  expect(await verifyWithWitnesses(org.orgId, {})).toMatchObject({
    verdict: 'unknown',
    problem: { what: '0 of 1 witnesses signed the newest checkpoint, and 1 have to.' },
  });
});

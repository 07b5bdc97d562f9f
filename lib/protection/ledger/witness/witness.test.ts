import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openCheckpoint, signCheckpoint } from '../tree/checkpoint';
import { GrowingTree } from '../tree/growth';
import { hashLeaf } from '../tree/hashes';
import { cosigner, noteSigner, noteVerifier } from '../tree/note';
import { consistencyProof } from '../tree/proofs';
import { rangeHash } from '../tree/tiles';
import { encodeRequest } from './request';
import { folderStore } from './store';
import { Witness } from './witness';

const log = noteSigner('careledger/7', Buffer.alloc(32, 1));
const signer = cosigner('witness.example', Buffer.alloc(32, 2), () => 1_700_000_000);
const leaves = Array.from({ length: 60 }, (_, n) => hashLeaf(`entry ${n}`));
const forked = leaves.with(20, hashLeaf('another'));

/** What the log asks of the witness when it has grown from one size to another. */
async function ask(oldSize: number, size: number, history = leaves, by = log): Promise<string> {
  const tree = new GrowingTree();
  for (const leaf of history.slice(0, size)) tree.append(leaf);
  const note = signCheckpoint(
    { origin: by.name, size, root: tree.root(), state: hashLeaf('state'), incarnation: 1 },
    by,
  );
  const read = () => Buffer.concat(history as Buffer[]);
  const proof = oldSize <= size ? await consistencyProof(oldSize, size, (from, to) => rangeHash(from, to, read)) : [];
  return encodeRequest({ oldSize, proof, note });
}

const noteOf = (request: string) => request.slice(request.indexOf('\n\n') + 2);

test('a witness signs a log that grew, and never one that shrank, changed or shows two histories, also over restarts', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'careledger-witness-'));
  const start = () => new Witness({ signer, logs: [noteVerifier(log.vkey)], store: folderStore(folder) });
  try {
    const first = await ask(0, 10);
    const signed = await start().addCheckpoint(first);
    expect(signed.status).toBe(200);
    const both = openCheckpoint(noteOf(first) + signed.body, [noteVerifier(log.vkey), noteVerifier(signer.vkey)]);
    expect(both).toMatchObject({ size: 10, signedBy: [log.name, signer.name] });

    const witness = start();
    expect((await witness.addCheckpoint(await ask(10, 30))).status).toBe(200);
    // The same again, and from where it stands now.
    expect(await witness.addCheckpoint(await ask(10, 30))).toMatchObject({
      status: 409,
      body: '30\n',
      type: 'text/x.tlog.size',
    });
    expect((await witness.addCheckpoint(await ask(30, 30))).status).toBe(200);
    // Rolled back; another history of this size; another one that goes on.
    expect((await witness.addCheckpoint(await ask(30, 20))).status).toBe(400);
    expect((await witness.addCheckpoint(await ask(0, 20))).status).toBe(409);
    expect((await witness.addCheckpoint(await ask(30, 30, forked))).status).toBe(409);
    expect((await witness.addCheckpoint(await ask(30, 40, forked))).status).toBe(422);
    expect((await start().addCheckpoint(await ask(30, 40))).status).toBe(200);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('of requests side by side only those that follow one another are signed', async () => {
  const kept: string[] = [];
  const store = {
    last: async () => kept.at(-1) ?? null,
    keep: async (_: string, note: string) => void kept.push(note),
  };
  const witness = new Witness({ signer, logs: [noteVerifier(log.vkey)], store });
  const answers = await Promise.all(
    [ask(0, 5), ask(0, 9), ask(0, 7)].map(async (one) => witness.addCheckpoint(await one)),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
});

test('what is not of a log that it knows, or not signed by it, is refused', async () => {
  const witness = new Witness({ signer, logs: [noteVerifier(log.vkey)], store: folderStore('/nonexistent') });
  const stranger = noteSigner('careledger/8', Buffer.alloc(32, 3));
  const forger = noteSigner(log.name, Buffer.alloc(32, 4));
  expect((await witness.addCheckpoint(await ask(0, 5, leaves, stranger))).status).toBe(404);
  expect((await witness.addCheckpoint(await ask(0, 5, leaves, forger))).status).toBe(403);
  for (const text of [
    '',
    'old 1\n',
    'old x\n\nnote\n',
    `old 0\n${'AAAA\n'.repeat(64)}\nnote\n`,
    'old 0\nAAA\n\nnote\n',
  ])
    expect((await witness.addCheckpoint(text)).status, text).toBe(400);
});

/** A bundle about one record, conversation or person: that none of its entries is left out. */
import { createHash, randomInt } from 'node:crypto';
import { sha256 } from '@noble/hashes/sha2.js';
import { beforeAll, expect, test } from 'vitest';
import { expireEntries } from '@/lib/admin/audit/retention/expire';
import { type Context, systemContext } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import { keysOf } from '@/lib/platform/org-keys';
import { appendEntries, type NewEntry } from '@/lib/protection/ledger/append';
import { type BundledAnswer, checkComplete } from '@/lib/protection/ledger/bundle/completeness';
import { entriesLine, proofsLine } from '@/lib/protection/ledger/bundle/lines';
import { type Manifest, manifestNoteText } from '@/lib/protection/ledger/bundle/manifest';
import { openNote, readVkey, type Verifier } from '@/lib/protection/ledger/bundle/notes';
import { integrateAndPublish } from '@/lib/protection/ledger/integrate/integrator';
import { signNote } from '@/lib/protection/ledger/tree/note';
import { ledgerSigner } from '@/lib/protection/ledger/tree/signer';
import { headOf } from '@/lib/protection/ledger/tree/stored';
import { lookAtPage, makeBundle } from '@/lib/tools/testing/audit-bundle';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { appendOld, setTermsInForce } from '@/lib/tools/testing/old-entries';

const ENTRIES = 9;
let org: TestOrg;

const append = (ctx: Context, entries: readonly NewEntry[]) =>
  inOrg(ctx.orgId, async (tx) => appendEntries(tx, ctx, entries, await keysOf(tx)));

beforeAll(async () => {
  org = await makeOrg();
  await append(org.operator, [
    ...Array.from({ length: ENTRIES }, () => ({ action: 'record.view', module: 'Contacts', recordId: '42' }) as const),
    ...Array.from({ length: 30 }, () => ({ action: 'record.view', module: 'Contacts', recordId: '44' }) as const),
  ]);
});

test('of one record, or one person, and nothing else it proves that none is left out', async () => {
  const record = await makeBundle(org.officer, { filter: { recordId: '42' } });
  expect(JSON.parse(record.files['manifest.json'] ?? '').complete).toEqual({
    subject: { kind: 'record', id: '42' },
    entries: ENTRIES,
  });
  const { check } = await lookAtPage(record.signed, record.text);
  expect([check.faults, check.complete]).toEqual([[], ENTRIES]);
  const { answer, vkey } = JSON.parse(record.files['answer.json'] ?? '');
  expect([answer.entries.length, vkey]).toEqual([ENTRIES, check.manifest?.vkey]);
  const person = await makeBundle(org.officer, { filter: { actorId: org.operator.actor.id } });
  expect((await lookAtPage(person.signed, person.text)).check).toMatchObject({ faults: [], complete: ENTRIES + 30 });
  const none = await makeBundle(org.officer, { filter: { recordId: '43' } });
  expect((await lookAtPage(none.signed, none.text)).check).toMatchObject({ faults: [], complete: 0 });
  for (const filter of [{ recordId: '42', outcome: 'done' as const }, { module: 'Contacts' }, {}]) {
    const other = await makeBundle(org.officer, { filter });
    expect(JSON.parse(other.files['manifest.json'] ?? '').complete).toBeNull();
    expect(Object.keys(other.files)).not.toContain('answer.json');
  }
  const without = { ...record.signed, answer: undefined };
  expect((await lookAtPage(without, record.text)).check.faults).toContainEqual({
    entryId: null,
    what: expect.stringContaining('missing'),
  });
});

test('a conversation’s acts, from its own view, are proven to be all', async () => {
  await append(org.operator, [
    { action: 'conversation.open', subjectId: '900' },
    { action: 'conversation.open', subjectId: '901' },
    { action: 'conversation.close', subjectId: '900' },
  ]);
  const bundle = await makeBundle(org.officer, { filter: { subjectId: '900' }, group: 'chat' });
  expect((await lookAtPage(bundle.signed, bundle.text)).check).toMatchObject({ faults: [], complete: 2 });
});

test('entries whose body has expired are counted, proven to be there, and not shown as if they were all', async () => {
  const old = await makeOrg();
  const views = Array.from({ length: 4 }, () => ({
    action: 'record.view' as const,
    module: 'Contacts',
    recordId: '77',
    note: 'asked by ward 4714',
  }));
  await appendOld(old, '2024-02-01T10:00:00Z', views);
  await append(old.operator, [{ action: 'record.view', module: 'Contacts', recordId: '77' }]);
  await integrateAndPublish(old.orgId);
  await setTermsInForce(old, { records: '1 year' });
  const covered = await inOrg(old.orgId, async (tx) => (await headOf(tx))?.size ?? 0);
  expect(await expireEntries(systemContext(old.orgId, 'retention'), covered)).toBe(4);
  await integrateAndPublish(old.orgId);
  const bundle = await makeBundle(old.officer, { filter: { recordId: '77' } });
  const { check, lines } = await lookAtPage(bundle.signed, bundle.text);
  expect([check.faults, check.complete]).toEqual([[], 5]);
  expect([lines.length, check.manifest?.leftOut]).toEqual([1, 4]);
});

test('leaving any one entry out of an answer is caught by the check of the page, 10,000 times of 10,000', async () => {
  const record = await makeBundle(org.officer, { filter: { recordId: '42' } });
  const answer = JSON.parse(record.signed.answer ?? '') as BundledAnswer;
  const { check, lines } = await lookAtPage(record.signed, record.text);
  const key = readVkey(check.manifest?.vkey ?? '') as Verifier;
  // The two signatures are the same in every trial.
  const opened = new Map([answer.checkpoint, answer.named].map((note) => [note, openNote(note, [key])?.text ?? null]));
  const means = { sha256: (bytes: Uint8Array) => sha256(bytes), openNote: (note: string) => opened.get(note) ?? null };
  expect(await checkComplete(answer, lines, means)).toMatchObject({ complete: true, entries: ENTRIES });
  let caught = 0;
  for (let trial = 0; trial < 10_000; trial += 1) {
    const at = trial < lines.length ? trial : randomInt(lines.length);
    const checked = await checkComplete(answer, lines.toSpliced(at, 1), means);
    if (!checked.complete) caught += 1;
  }
  expect(caught).toBe(10_000);
});

test('who has the key and signs a manifest of fewer entries is caught too, by the page as a whole', async () => {
  const record = await makeBundle(org.officer, { filter: { recordId: '42' } });
  const signer = await inOrg(org.orgId, async (tx) => ledgerSigner(await keysOf(tx)));
  const texts = record.text.trim().split('\n');
  for (const at of [0, 4, ENTRIES - 1]) {
    const fewer = texts.toSpliced(at, 1);
    const { lines } = await lookAtPage(record.signed, `\n${fewer.join('\n')}\n`);
    const sumOf = (content: string) => createHash('sha256').update(content).digest();
    const contents: Record<string, string> = {
      'entries.jsonl': lines.map(entriesLine).join(''),
      'proofs.jsonl': lines.map((line) => proofsLine(line, record.signed.checkpoint)).join(''),
    };
    const said = JSON.parse(record.signed.manifest) as Manifest;
    const files = said.files.map((file) => {
      const content = contents[file.name];
      if (content === undefined) return file;
      return { ...file, bytes: Buffer.byteLength(content), sha256: sumOf(content).toString('hex') };
    });
    const last = { ...said.last, id: lines.at(-1)?.id };
    const text = JSON.stringify({ ...said, entries: ENTRIES - 1, last, files });
    const manifestNote = signNote(manifestNoteText(said.origin, sumOf(text)), signer);
    const signed = { ...record.signed, manifest: text, manifestNote };
    const { check } = await lookAtPage(signed, `\n${fewer.join('\n')}\n`);
    expect(check.faults).toEqual([{ entryId: null, what: expect.stringContaining('left out') }]);
  }
});

import { createHash, createPublicKey } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { verifyCheckpoint } from '@sigstore/verify/dist/tlog/checkpoint.js';
import { verifyMerkleInclusion } from '@sigstore/verify/dist/tlog/merkle.js';
import { beforeAll, expect, test } from 'vitest';
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import { env } from '@/lib/platform/env';
import { keysOf } from '@/lib/platform/org-keys';
import { appendEntries, type NewEntry } from '@/lib/protection/ledger/append';
import type { Manifest } from '@/lib/protection/ledger/bundle/manifest';
import { openCheckpoint } from '@/lib/protection/ledger/tree/checkpoint';
import { hashLeaf } from '@/lib/protection/ledger/tree/hashes';
import { cosigner, noteVerifier, signatureLine } from '@/lib/protection/ledger/tree/note';
import { isIncluded } from '@/lib/protection/ledger/tree/proofs';
import { parseTlogProof } from '@/lib/protection/ledger/tree/tlog-proof';
import { expectAbsent } from '@/lib/tools/testing/absent';
import { lookAtPage, type MadeBundle, makeBundle } from '@/lib/tools/testing/audit-bundle';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { eventsOf } from '@/lib/tools/testing/health-org';
import { type Bundling, bundleOf } from './bundle';
import { signedLog } from './signed';

const append = (ctx: Context, entries: readonly NewEntry[]) =>
  inOrg(ctx.orgId, async (tx) => appendEntries(tx, ctx, entries, await keysOf(tx)));

let org: TestOrg;
let made: MadeBundle;
let manifest: Manifest;

beforeAll(async () => {
  org = await makeOrg();
  await append(org.operator, [
    {
      action: 'record.reveal',
      module: 'Contacts',
      recordId: '42',
      fields: ['SSN'],
      purpose: 'treatment',
      changes: { Department: { old: 'Ward 4711', new: 'Ward 4712' } },
      note: 'asked by her daughter 4713',
    },
    ...Array.from({ length: 300 }, () => ({ action: 'record.view', module: 'Contacts', recordId: '44' }) as const),
    ...Array.from({ length: 30 }, () => ({ action: 'record.view', module: 'Contacts', recordId: '42' }) as const),
    { action: 'view.create', facts: { name: '</script><script>alert(1)</script><!-- = "\u2028' } },
  ]);
  made = await makeBundle(org.officer);
  manifest = JSON.parse(made.files['manifest.json'] ?? '');
});

const faultsOf = async (text: string, signed = made.signed) => (await lookAtPage(signed, text)).check.faults;
const linesOf = (name: string) => (made.files[name] ?? '').split('\n').slice(0, -1);

test('a bundle holds the entries, their proofs, the signed tree, both forms and a page that finds nothing wrong', async () => {
  expect(Object.keys(made.files)).toEqual([
    'README.txt',
    'entries.jsonl',
    'proofs.jsonl',
    'fhir-audit-events.ndjson',
    'ocsf.jsonl',
    'checkpoint',
    'manifest.json',
    'manifest.note',
    'index.html',
  ]);
  expect([made.fileName, made.contentType]).toEqual([expect.stringMatching(/^audit-log-.*\.zip$/), 'application/zip']);
  const { check, lines } = await lookAtPage(made.signed, made.text);
  expect(check.faults).toEqual([]);
  expect(lines.length).toBe(manifest.entries);
  expect(manifest).toMatchObject({
    origin: `careledger/${org.orgId}`,
    filter: { words: 'Every entry' },
    sight: 'all',
    leftOut: 0,
    witnesses: [],
    createdBy: { name: org.officer.actor.name },
  });
  for (const name of ['entries.jsonl', 'proofs.jsonl', 'fhir-audit-events.ndjson', 'ocsf.jsonl']) {
    expect(linesOf(name).length, name).toBe(manifest.entries);
  }
  for (const { name, bytes, sha256 } of manifest.files) {
    const content = made.files[name] ?? '';
    expect([Buffer.byteLength(content), createHash('sha256').update(content).digest('hex')]).toEqual([bytes, sha256]);
  }
});

test('each proof is a tlog-proof of its entry to the checkpoint, for our own verifier too', () => {
  const tree = openCheckpoint(made.files.checkpoint ?? '', [noteVerifier(manifest.vkey)]);
  const proofs = linesOf('proofs.jsonl').map((line) => JSON.parse(line) as { index: number; proof: string });
  linesOf('entries.jsonl').forEach((line, n) => {
    const canonical = line.slice(line.indexOf('"entry":') + '"entry":'.length, -1);
    const { index, proof, note } = parseTlogProof(proofs[n]?.proof ?? '');
    expect(note).toBe(made.files.checkpoint);
    expect(isIncluded(hashLeaf(canonical), index, tree, proof), line).toBe(true);
  });
});

test('sigstore’s verifier, which we did not write, takes checkpoint and proofs, and none that was changed', () => {
  const key = Buffer.from(manifest.vkey.split('+').slice(2).join('+'), 'base64').subarray(1);
  const publicKey = createPublicKey({
    key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), key]),
    format: 'der',
    type: 'spki',
  });
  const tlog = {
    logID: Buffer.from(manifest.vkey.split('+')[1] ?? '', 'hex'),
    baseURL: manifest.origin,
    publicKey,
    validFor: { start: new Date(0), end: new Date(8.64e15) },
  };
  const proofs = linesOf('proofs.jsonl');
  linesOf('entries.jsonl').forEach((line, n) => {
    const { index, proof, note } = parseTlogProof((JSON.parse(proofs[n] ?? '') as { proof: string }).proof);
    const canonical = line.slice(line.indexOf('"entry":') + '"entry":'.length, -1);
    // What it reads of an entry of its own log.
    const entry = (body: string) =>
      ({
        canonicalizedBody: Buffer.from(body),
        inclusionProof: { logIndex: String(index), hashes: proof, checkpoint: { envelope: note } },
      }) as unknown as Parameters<typeof verifyMerkleInclusion>[0];
    const checkpoint = verifyCheckpoint(entry(canonical), [tlog]);
    verifyMerkleInclusion(entry(canonical), checkpoint);
    expect(() => verifyMerkleInclusion(entry(`${canonical} `), checkpoint)).toThrow('does not match');
  });
  expect(proofs.length).toBeGreaterThan(300);
});

test('one byte changed anywhere in the entries of the page is found, and which entry it is said', async () => {
  const { signed, text } = await makeBundle(org.officer, { filter: { recordId: '42' } });
  const texts = text.trim().split('\n');
  for (const [n, line] of texts.entries()) {
    for (const at of [1, 2, 3].map((step) => (n * 37 + step * 211) % line.length)) {
      const changed = line.slice(0, at) + (line[at] === 'x' ? 'y' : 'x') + line.slice(at + 1);
      const id = /"id":"(\d+)","ip"/.exec(changed)?.[1];
      const faults = await faultsOf(`\n${texts.with(n, changed).join('\n')}\n`, signed);
      expect(faults.length, changed).toBeGreaterThan(0);
      // Where the id itself was hit, the line is named.
      const isNamed = ({ entryId, what }: (typeof faults)[number]) => entryId === id || what.includes(`Line ${n + 1} `);
      expect(faults.some(isNamed), changed).toBe(true);
    }
  }
  expect(texts.length).toBe(31);
});

test('a bundle that was cut, thinned out, mixed up, or whose signed parts were edited is not taken', async () => {
  const texts = made.text.trim().split('\n');
  const wrong: Record<string, string[]> = {
    cut: texts.slice(0, -1),
    empty: [],
    'cut in a line': [...texts.slice(0, -1), (texts.at(-1) ?? '').slice(0, 80)],
    thinned: texts.toSpliced(100, 1),
    swapped: texts.with(5, texts[6] as string).with(6, texts[5] as string),
    twice: texts.toSpliced(9, 0, texts[9] as string),
    spaced: texts.with(3, (texts[3] as string).replace('{', '{ ')),
  };
  for (const [how, lines] of Object.entries(wrong)) {
    expect(await faultsOf(`\n${lines.join('\n')}\n`), how).not.toEqual([]);
  }
  const { manifest: text, manifestNote, checkpoint } = made.signed;
  // Whoever takes an entry out sets the manifest right too, but cannot sign it.
  const fewer = text.replace(`"entries": ${manifest.entries}`, `"entries": ${manifest.entries - 1}`);
  expect(
    await faultsOf(`\n${texts.toSpliced(100, 1).join('\n')}\n`, { ...made.signed, manifest: fewer }),
  ).toContainEqual({
    entryId: null,
    what: expect.stringContaining('manifest is not as'),
  });
  for (const signed of [
    { ...made.signed, manifest: text.replace('Every', 'All') },
    { ...made.signed, manifest: '' },
    { ...made.signed, checkpoint: checkpoint.replace('\n', '1\n') },
    { ...made.signed, checkpoint: '' },
    { ...made.signed, manifestNote: checkpoint },
    { ...made.signed, manifestNote: '' },
  ]) {
    expect(await faultsOf(made.text, signed)).not.toEqual([]);
  }
  expect(await faultsOf(made.text, { manifest: text, manifestNote, checkpoint })).toEqual([]);
});

test('what is sealed stays sealed, in every file; nothing in the data ends a script of the page', () => {
  expectAbsent(Object.values(made.files).join('\n'), '4711', '4712', '4713');
  expect(made.files['entries.jsonl']).toContain('</script><script>alert(1)');
  expect(made.text).not.toContain('<');
  const page = made.files['index.html'] ?? '';
  expect(page.match(/<script/g)?.length).toBe(3);
  expect(page).toContain("default-src 'none'");
  expect(page).not.toMatch(/(?:src|href)="|https?:\/\/(?!www\.w3\.org)/);
});

test('the filter limits it; an empty one is a bundle too', async () => {
  const some = await makeBundle(org.officer, { filter: { recordId: '42', actions: ['record.reveal'] } });
  expect(JSON.parse(some.files['manifest.json'] ?? '')).toMatchObject({
    entries: 1,
    filter: { words: 'Acts: Revealed personal health data; record 42' },
    first: { index: expect.any(Number) },
  });
  expect((await lookAtPage(some.signed, some.text)).check.faults).toEqual([]);
  const none = await makeBundle(org.officer, { filter: { recordId: '43' } });
  expect(JSON.parse(none.files['manifest.json'] ?? '')).toMatchObject({ entries: 0, first: null, last: null });
  expect((await lookAtPage(none.signed, none.text)).check.faults).toEqual([]);
  expect((await lookAtPage(none.signed, some.text)).check.faults).not.toEqual([]);
});

test('signatures of witnesses are in it, and the page says whose; one that does not fit is found', async () => {
  const witness = cosigner('witness.example', Buffer.alloc(32, 5), () => 1_800_000_000);
  env().LEDGER_WITNESSES = `https://witness.example ${witness.vkey}`;
  try {
    const cosign = async (_: string, note: string) => ({
      note: note + signatureLine(note.slice(0, note.lastIndexOf('\n\n') + 1), witness),
      diverged: false,
    });
    const bundle = await makeBundle(org.officer, { filter: { recordId: '42', outcome: 'refused' } }, cosign);
    const { check } = await lookAtPage(bundle.signed, bundle.text);
    expect([check.faults, check.witnessedBy, check.witnessKeys]).toEqual([[], ['witness.example'], [witness.vkey]]);
    const forged = bundle.signed.checkpoint.replace(/(witness\.example \S{40})./, '$1x');
    expect((await lookAtPage({ ...bundle.signed, checkpoint: forged }, bundle.text)).check.faults).not.toEqual([]);
  } finally {
    env().LEDGER_WITNESSES = undefined;
  }
});

test('a bundle signed by another key is not taken as the organisation’s: the page says by which key', async () => {
  const other = await makeOrg();
  const theirs = await makeBundle(other.officer);
  const { check } = await lookAtPage({ ...made.signed, manifestNote: theirs.signed.manifestNote }, made.text);
  expect(check.faults).toContainEqual({ entryId: null, what: expect.stringContaining('manifest is not as') });
  expect((await lookAtPage(theirs.signed, theirs.text)).check.manifest?.vkey).not.toBe(manifest.vkey);
});

test('starting, finishing and each download are events that say that it was a bundle', async () => {
  const about = { subjectId: made.jobId, actorId: org.officer.actor.id, outcome: 'done' };
  expect(await eventsOf(org, 'ledger.export_start')).toContainEqual(
    expect.objectContaining({ ...about, facts: { filter: {}, kind: 'bundle' } }),
  );
  expect(await eventsOf(org, 'ledger.export')).toContainEqual(
    expect.objectContaining({ ...about, facts: { entries: manifest.entries, kind: 'bundle' } }),
  );
  expect(await eventsOf(org, 'ledger.download')).toContainEqual(expect.objectContaining(about));
});

test('a reading that gives other entries than the first ends the making, before the page and however many they are', async () => {
  const { signal } = new AbortController();
  const log = await signedLog(org.officer, { subject: null, signal });
  let readings = 0;
  const bundling: Bundling = {
    ...{ ctx: org.officer, filter: { recordId: '42' }, log, signal, counted: { entries: 0, leftOut: 0 } },
    onEntries: async () => {
      readings += 1;
      bundling.filter = { recordId: '42', outcome: 'refused' };
    },
  };
  await expect(buffer(bundleOf(bundling))).rejects.toMatchObject({ code: 'conflict' });
  expect(readings).toBe(2);
});

test('without the right there is none', async () => {
  await expect(makeBundle(org.operator)).rejects.toMatchObject({ code: 'forbidden' });
});

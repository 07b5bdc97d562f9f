/**
 * The audit log as a bundle that anybody checks without us: a zip of entries, their proofs, the signed checkpoint, a signed manifest,
 * the entries once more as FHIR and OCSF, and a page that checks and shows them without a network.
 * Guarantees: made as it is read, in memory of a batch; what is sealed in an entry stays so; every file reads the same entries, or
 * the bundle is not made.
 */
import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { clock } from '@/lib/platform/clock';
import { conflict } from '@/lib/platform/errors';
import { type ZipEntry, zipOf } from '@/lib/platform/files/zip';
import { withoutBodies } from '@/lib/protection/ledger/bundle/completeness';
import { entriesLine, pageLine, proofsLine } from '@/lib/protection/ledger/bundle/lines';
import { BUNDLE_FORMAT, type FileSum, type Manifest, manifestNoteText } from '@/lib/protection/ledger/bundle/manifest';
import { auditEventOf } from '@/lib/protection/ledger/forms/fhir';
import { ocsfOf } from '@/lib/protection/ledger/forms/ocsf';
import { productHere } from '@/lib/protection/ledger/forms/product';
import { seesWholeLedger } from '@/lib/protection/ledger/sight';
import { signNote } from '@/lib/protection/ledger/tree/note';
import { configuredWitnessKeys } from '@/lib/protection/ledger/witness/configured';
import { filterInWords } from '../filter-words';
import { pageOf } from './page';
import { type Reading, type SignedEntry, signedEntries } from './read';
import { README } from './readme';

/** So many the page holds itself; of more it asks for the files beside it. */
export const MOST_IN_PAGE = 20_000;

/** How often the entries are read: for each of the four files, and for the page. */
const READINGS = 5;

export interface Bundling extends Reading {
  /** @param entries read by now, of as many as there may be */
  onEntries(entries: number): Promise<void>;
  /** Filled as the bundle is made. */
  counted: { entries: number; leftOut: number };
}

export const bundleOf = (bundling: Bundling): Readable => zipOf(filesOf(bundling));

async function* filesOf(bundling: Bundling): AsyncGenerator<ZipEntry> {
  const { log, counted } = bundling;
  const sums: FileSum[] = [];
  const ends: Pick<Manifest, 'first' | 'last'> = { first: null, last: null };
  const summed = (name: string, content: AsyncIterable<string> | Iterable<string>): ZipEntry => ({
    name,
    content: summing(name, content, sums),
  });
  const said = new SameReadings();
  const written = (each: (one: SignedEntry) => string, withProofs = false) => textsOf(bundling, each, withProofs, said);
  yield summed('README.txt', [README]);
  yield summed(
    'entries.jsonl',
    written(({ entry, line }) => {
      const at = { index: line.index, id: line.id, at: entry.at.toISOString() };
      ends.first ??= at;
      ends.last = at;
      counted.entries += 1;
      return entriesLine(line);
    }),
  );
  yield summed(
    'proofs.jsonl',
    written(({ line }) => proofsLine(line, log.note), true),
  );
  if (log.answer) {
    const proof = { vkey: log.signer.vkey, answer: log.answer };
    yield summed('answer.json', [`${JSON.stringify(proof)}\n`]);
  }
  const product = productHere();
  const asLine = (form: object) => `${JSON.stringify(form)}\n`;
  yield summed(
    'fhir-audit-events.ndjson',
    written(({ entry }) => asLine(auditEventOf(entry, product))),
  );
  yield summed(
    'ocsf.jsonl',
    written(({ entry, line }) => asLine(ocsfOf(entry, product, line.index))),
  );
  yield summed('checkpoint', [log.note]);
  const manifest = `${JSON.stringify(manifestOf(bundling, ends, sums), null, 2)}\n`;
  const sum = createHash('sha256').update(manifest).digest();
  const manifestNote = signNote(manifestNoteText(log.checkpoint.origin, sum), log.signer);
  yield { name: 'manifest.json', content: [manifest] };
  yield { name: 'manifest.note', content: [manifestNote] };
  const lines = counted.entries > MOST_IN_PAGE ? null : written(({ line }) => pageLine(line), true);
  const answer = log.answer ? JSON.stringify(withoutBodies(log.answer)) : undefined;
  yield { name: 'index.html', content: pageOf({ manifest, manifestNote, checkpoint: log.note, answer }, lines) };
}

/** What the first reading gave, by a hash over each entry with its place. */
class SameReadings {
  #first: string | null = null;

  /** @throws conflict when a later reading gave another: entries were removed or expired meanwhile */
  assertSame(sum: string): void {
    this.#first ??= sum;
    if (this.#first !== sum) throw conflict('The audit log changed while it was exported. Start again.');
  }
}

/** A line for each entry, batch by batch. @throws conflict when the entries are not those of the reading before */
async function* textsOf(
  bundling: Bundling,
  each: (one: SignedEntry) => string,
  withProofs: boolean,
  said: SameReadings,
): AsyncGenerator<string> {
  const { counted, onEntries } = bundling;
  const hash = createHash('sha256');
  let left = 0;
  for await (const { entries, leftOut } of signedEntries(bundling, withProofs)) {
    left += leftOut;
    counted.leftOut = left;
    for (const { line } of entries) hash.update(entriesLine(line));
    yield entries.map(each).join('');
    await onEntries(entries.length / READINGS);
  }
  said.assertSame(hash.digest('hex'));
}

async function* summing(
  name: string,
  content: AsyncIterable<string> | Iterable<string>,
  sums: FileSum[],
): AsyncGenerator<string> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const piece of content) {
    hash.update(piece);
    bytes += Buffer.byteLength(piece);
    yield piece;
  }
  sums.push({ name, bytes, sha256: hash.digest('hex') });
}

function manifestOf(
  { ctx, filter, log, counted }: Bundling,
  { first, last }: Pick<Manifest, 'first' | 'last'>,
  files: FileSum[],
): Manifest {
  const { origin, size, root, incarnation } = log.checkpoint;
  return {
    format: BUNDLE_FORMAT,
    origin,
    createdAt: clock.now().toISOString(),
    createdBy: { id: ctx.actor.id, name: ctx.actor.name },
    filter: { words: filterInWords(filter), asked: { ...filter } },
    sight: seesWholeLedger(ctx) ? 'all' : 'own and below',
    entries: counted.entries,
    leftOut: counted.leftOut,
    complete: log.answer && { subject: log.answer.subject, entries: log.answer.entries.length },
    first,
    last,
    checkpoint: { size, root: root.toString('base64'), incarnation },
    vkey: log.signer.vkey,
    witnesses: configuredWitnessKeys().map(({ vkey }) => vkey),
    files,
  };
}

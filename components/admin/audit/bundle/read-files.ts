/** Files of a bundle that a person chose, piece by piece. */
import type { BundleCheck } from '@/lib/protection/ledger/bundle/check';
import { type BundleLine, readFileLines } from '@/lib/protection/ledger/bundle/lines';
import { RunningSum } from '@/lib/protection/ledger/bundle/sums';

/** Those of many entries that are kept to be looked at. */
export const MOST_SHOWN = 2_000;

async function* pieces(file: File): AsyncGenerator<Uint8Array> {
  const reader = file.stream().getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}

async function* linesIn(file: File): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const piece of pieces(file)) {
    const lines = (rest + decoder.decode(piece, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}

/** Checks `entries.jsonl` with `proofs.jsonl`, line by line. @returns the first entries, to be looked at */
export async function checkEntries(
  check: BundleCheck,
  { entries, proofs, checkpoint }: { entries: File; proofs: File; checkpoint: string },
  onLine: (done: number) => Promise<void>,
): Promise<BundleLine[]> {
  const shown: BundleLine[] = [];
  const proven = linesIn(proofs);
  for await (const text of linesIn(entries)) {
    const { value = '' } = await proven.next();
    const line = readFileLines(text, value, checkpoint);
    check.add(line, text);
    if (line && shown.length < MOST_SHOWN) shown.push(line);
    await onLine(check.entries);
  }
  if (!(await proven.next()).done) check.fault('proofs.jsonl has more lines than entries.jsonl.');
  await check.end();
  return shown;
}

/** Compares files with what the manifest says. @returns what is wrong, and how many are right */
export async function checkSums(check: BundleCheck, files: readonly File[]): Promise<number> {
  let right = 0;
  for (const file of files) {
    const sum = new RunningSum();
    for await (const piece of pieces(file)) sum.add(piece);
    if (check.addSum({ name: file.name, bytes: sum.bytes, sha256: sum.end() })) right += 1;
  }
  return right;
}

/**
 * Checkpoints outside the database: in `DATA_DIR/checkpoints/<org>`, `checkpoint` is the newest, `checkpoints.jsonl` has
 * all, a line each. Guarantees: the newest is there whole or as it was, and each line whole or not at all, however many write side
 * by side; an earlier one that comes late does not count as the newest, even where two at the same moment left it in `checkpoint`;
 * what a crash cut off is passed over. Against: whoever has the database and not this folder: what is published
 * cannot be taken back.
 * Does not: protect against whoever has both. Keep a copy elsewhere.
 */
import { randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Id } from '@/lib/platform/ids';
import { type Checkpoint, parseCheckpoint } from '../tree/checkpoint';
import { NoteError } from '../tree/note';

const NEWEST = 'checkpoint';
const ALL = 'checkpoints.jsonl';

export const checkpointFolder = (dataDir: string, orgId?: Id): string => join(dataDir, 'checkpoints', orgId ?? '');

/** Writes a checkpoint's note out. It is on the disk when it resolves; as the newest where no later one is. */
export async function publish(folder: string, note: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await appendLine(join(folder, ALL), JSON.stringify({ note }));
  if (isLater((await writtenNote(folder)) ?? '', note)) return;
  const draft = join(folder, `${NEWEST}.${randomUUID()}`);
  try {
    await writeWhole(draft, note);
    await rename(draft, join(folder, NEWEST));
  } finally {
    await rm(draft, { force: true });
  }
}

/** Writes out the note of a checkpoint again, with more signatures. Where another is the newest by now, that stays so. */
export async function publishAgain(folder: string, before: string, note: string): Promise<void> {
  if ((await newestNote(folder)) === before) await publish(folder, note);
  else await appendLine(join(folder, ALL), JSON.stringify({ note }));
}

/**
 * The notes that are published by now, in the order they were; none where nothing was. What is published while they are read is not
 * among them: whoever then looks into the database finds all of these. One is in memory at a time: there may be millions.
 */
export async function publishedNotes(folder: string): Promise<AsyncIterable<string>> {
  const newest = await writtenNote(folder);
  return notesUntil(join(folder, ALL), { bytes: await sizeOf(join(folder, ALL)), newest });
}

/** @param until.bytes how much of the file is read @param until.newest comes last where the file does not have it */
async function* notesUntil(
  path: string,
  { bytes, newest }: { bytes: number; newest: string | null },
): AsyncGenerator<string> {
  let isAmong = newest === null;
  for await (const line of linesOf(path, bytes)) {
    for (const note of noteIn(line)) {
      isAmong ||= note === newest;
      yield note;
    }
  }
  if (newest !== null && !isAmong) yield newest;
}

/** So much of the end of the file: some hundred notes. */
const TAIL_BYTES = 262_144;
/** Some dozens: as many as several processes write out at the same time. */
const SHORT_TAIL_BYTES = 32_768;

/** The last notes that were published, in their order. */
export async function recentNotes(folder: string, bytes: number = TAIL_BYTES): Promise<string[]> {
  const file = await openIfThere(join(folder, ALL));
  if (file === null) return [];
  try {
    const { size } = await file.stat();
    const from = Math.max(0, size - bytes);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(size - from), 0, size - from, from);
    return buffer.toString('utf8', 0, bytesRead).split('\n').flatMap(noteIn);
  } finally {
    await file.close();
  }
}

/** What stands as the newest; null where nothing was published. */
export const writtenNote = async (folder: string): Promise<string | null> =>
  (await textOf(join(folder, NEWEST))) || null;

/**
 * The latest one, which `checkpoint` need not be: two that write side by side may leave it behind, or a crash. Null where nothing
 * was published.
 */
export async function newestNote(folder: string): Promise<string | null> {
  const [recent, written] = await Promise.all([recentNotes(folder, SHORT_TAIL_BYTES), writtenNote(folder)]);
  return recent.toReversed().reduce((newest, note) => (isLater(note, newest ?? '') ? note : newest), written);
}

/** Whether a checkpoint is of a later incarnation, or larger, whoever signed them. Nothing is later than what is none. */
function isLater(note: string, other: string): boolean {
  const [one, two] = [checkpointIn(note), checkpointIn(other)];
  if (!one || !two) return false;
  return one.incarnation === two.incarnation ? one.size > two.size : one.incarnation > two.incarnation;
}

function checkpointIn(note: string): Checkpoint | null {
  try {
    return parseCheckpoint(note.slice(0, note.lastIndexOf('\n\n') + 1));
  } catch (error) {
    if (error instanceof NoteError) return null;
    throw error;
  }
}

/** None of a file that is not there. @param bytes how much of it is read */
async function* linesOf(path: string, bytes: number): AsyncGenerator<string> {
  const file = bytes === 0 ? null : await openIfThere(path);
  if (file) yield* file.readLines({ end: bytes - 1 });
}

/** In bytes; 0 where there is none. */
async function sizeOf(path: string): Promise<number> {
  const file = await openIfThere(path);
  if (!file) return 0;
  try {
    return (await file.stat()).size;
  } finally {
    await file.close();
  }
}

const openIfThere = (path: string): Promise<FileHandle | null> =>
  open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });

/** None in what a crash left of a line. */
function noteIn(line: string): string[] {
  try {
    return [(JSON.parse(line) as { note: string }).note];
  } catch {
    return [];
  }
}

/** One write, at the end of the file: lines of several writers stand one behind the other. */
async function appendLine(path: string, line: string): Promise<void> {
  const file = await open(path, 'a+', 0o600);
  try {
    const { size } = await file.stat();
    const { buffer } = await file.read(Buffer.alloc(1), 0, 1, Math.max(0, size - 1));
    const isCutOff = size > 0 && buffer.toString() !== '\n';
    await file.appendFile(`${isCutOff ? '\n' : ''}${line}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function writeWhole(path: string, text: string): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function textOf(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
}

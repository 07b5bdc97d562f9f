/**
 * Checkpoints outside the database: in `DATA_DIR/checkpoints/<org>`, `checkpoint` is the newest, `checkpoints.jsonl` has
 * all, a line each. Guarantees: the newest is there whole or as it was; a line that a crash cut off is taken away by the
 * next. Against: whoever has the database and not this folder: what is published cannot be taken back.
 * Does not: protect against whoever has both. Keep a copy elsewhere.
 */
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Id } from '@/lib/platform/ids';

const NEWEST = 'checkpoint';
const ALL = 'checkpoints.jsonl';
const NEWLINE = 10;

export const checkpointFolder = (dataDir: string, orgId?: Id): string => join(dataDir, 'checkpoints', orgId ?? '');

/** Writes a checkpoint's note out. Both files are on the disk when it resolves. */
export async function publish(folder: string, note: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await appendLine(join(folder, ALL), JSON.stringify({ note }));
  const draft = join(folder, `${NEWEST}.${process.pid}`);
  try {
    await writeWhole(draft, note);
    await rename(draft, join(folder, NEWEST));
  } finally {
    await rm(draft, { force: true });
  }
}

/** The notes that were published, in the order they were; none where nothing was. */
export async function publishedNotes(folder: string): Promise<string[]> {
  const [all, newest] = await Promise.all([textOf(join(folder, ALL)), textOf(join(folder, NEWEST))]);
  // What a crash left of a line has no newline.
  const lines = all.split('\n').slice(0, -1);
  const notes = lines.map((line) => (JSON.parse(line) as { note: string }).note);
  return newest === '' || notes.at(-1) === newest ? notes : [...notes, newest];
}

/** The newest one; null where nothing was published. */
export const newestNote = async (folder: string): Promise<string | null> =>
  (await textOf(join(folder, NEWEST))) || null;

async function appendLine(path: string, line: string): Promise<void> {
  const file = await open(path, 'a+', 0o600);
  try {
    const whole = await wholeLinesEnd(file);
    if (whole < (await file.stat()).size) await file.truncate(whole);
    await file.appendFile(`${line}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Where the last whole line ends. */
async function wholeLinesEnd(file: Awaited<ReturnType<typeof open>>): Promise<number> {
  const { size } = await file.stat();
  const tail = Buffer.alloc(Math.min(size, 65_536));
  await file.read(tail, 0, tail.length, size - tail.length);
  const last = tail.lastIndexOf(NEWLINE);
  return last < 0 ? 0 : size - tail.length + last + 1;
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

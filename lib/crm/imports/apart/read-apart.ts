/**
 * Uploads are read in a process of their own: workbooks, zips, CSV files above 64 KiB.
 *
 * Guarantees: the process that serves people does not unpack or parse a byte of one; whoever reads it has limits of
 * processor time, memory and time, and knows no key, no database and no setting; a few at a time. Against: a file of some
 * kilobytes that costs minutes or gigabytes, and a hole in what unpacks and parses.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { setPriority } from 'node:os';
import type { Readable, Writable } from 'node:stream';
import { invalid } from '@/lib/platform/errors';
import { once } from '@/lib/platform/once';
import { givePass } from './passes';
import { programFile } from './program-file';
import { type Answers, ASKS, type Task, type TaskOf, type Told } from './task';

export interface ApartLimits {
  cpuMs: number;
  memoryMb: number;
  /** For one that does nothing at all, too. */
  wallMs: number;
}

const LIMITS: ApartLimits = { cpuMs: 180_000, memoryMb: 768, wallMs: 30 * 60_000 };
const MOST_AT_ONCE = 2;
/** Less urgent than whoever waits for a page. */
const NICE = 10;

export interface Reading<Answer> {
  pid: number | undefined;
  /** What is unpacked. Whole only if `end` does not throw. */
  bytes: Readable;
  /** After the last byte. @throws invalid for a file that cannot be read, or not within the limits. */
  end(): Promise<Answer>;
  /** Ends it, at any time. */
  stop(): void;
}

const own = once('crm/imports/apart/read-apart', () => ({ running: 0, waiting: [] as (() => void)[] }));

/** What is read: bytes that are here, or a file that is opened from its beginning as often as it has to be read. */
type Source = Buffer | (() => Promise<Readable>);

/** Begins to read a file. Call `stop` when done, whatever happens. */
export async function readApart<Kind extends Task['kind']>(
  source: Source,
  task: TaskOf<Kind>,
  limits: Partial<ApartLimits> = {},
): Promise<Reading<Answers[Kind]>> {
  if (own.running >= MOST_AT_ONCE) await new Promise<void>((go) => own.waiting.push(go));
  else own.running += 1;
  try {
    return begin(await programFile(), source, task, { ...LIMITS, ...limits });
  } catch (error) {
    leave();
    throw error;
  }
}

/** Reads a file to its end for what it is found to be. @throws as `end` of a reading */
export async function inspectApart<Kind extends 'csv' | 'sheet'>(
  open: () => Promise<Readable>,
  task: TaskOf<Kind>,
  limits: Partial<ApartLimits> = {},
): Promise<Answers[Kind]> {
  const reading = await readApart<Kind>(open, task, limits);
  try {
    reading.bytes.resume();
    return await reading.end();
  } finally {
    reading.stop();
  }
}

/** The place goes to whoever waits longest. */
function leave(): void {
  const next = own.waiting.shift();
  if (next) next();
  else own.running -= 1;
}

function begin<Answer>(
  program: string,
  source: Source,
  task: Task,
  { cpuMs, memoryMb, wallMs }: ApartLimits,
): Reading<Answer> {
  const child = start(program, memoryMb, cpuMs, task);
  const stop = () => void child.kill('SIGKILL');
  const late = setTimeout(stop, wallMs);
  let told: Told | undefined;
  let broken: { error: unknown } | undefined;
  const given = giveIn(source, child, (error) => {
    broken = { error };
    stop();
  });
  child.on('message', (message) => {
    if (message === ASKS) given.again();
    else told = message as Told;
  });
  const closed = new Promise<void>((done) => {
    child.once('close', () => done());
    child.once('error', () => done());
  }).then(() => {
    clearTimeout(late);
    leave();
  });
  return {
    pid: child.pid,
    bytes: child.stdout as Readable,
    stop,
    async end() {
      await closed;
      // What was to be read did not come whole: a sealed file that was touched.
      if (broken) throw broken.error;
      // Killed, or out of memory.
      if (!told) throw invalid('The file takes too much to read.', { reason: 'BOMB' });
      if ('refused' in told) throw refusal(told);
      return told.answer as unknown as Answer;
    },
  };
}

function refusal({ refused, reason, facts }: Extract<Told, { refused: string }>) {
  return invalid(refused, { facts, ...(reason && { reason }) });
}

/** Gives the file in: bytes that are here at once, a file each time that it is asked for. */
function giveIn(source: Source, child: ChildProcess, onError: (error: unknown) => void): { again(): void } {
  const into = child.stdin as Writable;
  // It may end before it has read all.
  into.on('error', () => {});
  if (Buffer.isBuffer(source)) {
    into.end(source);
    return { again() {} };
  }
  let asked = 0;
  let giving = Promise.resolve();
  return {
    again() {
      asked += 1;
      const turn = asked;
      giving = giving.then(async () => givePass(await source(), into, () => asked > turn)).catch(onError);
    },
  };
}

function start(program: string, memoryMb: number, cpuMs: number, task: Task): ChildProcess {
  const memory = [`--max-old-space-size=${memoryMb}`, '--max-semi-space-size=16'];
  const child = spawn(process.execPath, [...memory, program, String(cpuMs), JSON.stringify(task)], {
    stdio: ['pipe', 'pipe', 'ignore', 'ipc'],
    serialization: 'advanced',
    env: {} as NodeJS.ProcessEnv,
  });
  try {
    if (child.pid) setPriority(child.pid, NICE);
  } catch {
    // It has ended already: that is told by `end`.
  }
  return child;
}

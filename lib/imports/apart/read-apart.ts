/**
 * Workbooks are read in a process of their own.
 *
 * Guarantees: the process that serves people does not unpack or parse a byte of one; whoever reads it has limits of
 * processor time, memory and time, and knows no key, no database and no setting; a few at a time. Against: a file of some
 * kilobytes that costs minutes or gigabytes, and a hole in what unpacks and parses.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { setPriority } from 'node:os';
import { resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { invalid } from '../../errors';

export interface SheetName {
  sheet: number;
  name: string;
}

/** What the other process says at its end. */
export type Told = { cpuMs: number } & ({ sheets: SheetName[] } | { refused: string; reason: string | undefined });

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

export interface Reading {
  pid: number | undefined;
  /** Rows of all sheets as `normalised.ts` keeps them. Whole only if `end` does not throw. */
  lines: Readable;
  /** After the last line. @throws invalid for a workbook that cannot be read, or not within the limits. */
  end(): Promise<{ sheets: SheetName[]; cpuMs: number }>;
  /** Ends it, at any time. */
  stop(): void;
}

let running = 0;
const waiting: (() => void)[] = [];

/** Begins to read a workbook. Call `stop` when done, whatever happens. */
export async function readApart(bytes: Buffer, limits: Partial<ApartLimits> = {}): Promise<Reading> {
  if (running >= MOST_AT_ONCE) await new Promise<void>((go) => waiting.push(go));
  else running += 1;
  try {
    return begin(bytes, { ...LIMITS, ...limits });
  } catch (error) {
    leave();
    throw error;
  }
}

/** The place goes to whoever waits longest. */
function leave(): void {
  const next = waiting.shift();
  if (next) next();
  else running -= 1;
}

function begin(bytes: Buffer, { cpuMs, memoryMb, wallMs }: ApartLimits): Reading {
  const child = start(memoryMb, cpuMs);
  const stop = () => void child.kill('SIGKILL');
  const late = setTimeout(stop, wallMs);
  let told: Told | undefined;
  child.on('message', (message) => {
    told = message as Told;
  });
  const closed = new Promise<void>((done) => {
    child.once('close', () => done());
    child.once('error', () => done());
  }).then(() => {
    clearTimeout(late);
    leave();
  });
  // It may end before it has read all.
  child.stdin?.on('error', () => {});
  child.stdin?.end(bytes);
  return {
    pid: child.pid,
    lines: child.stdout as Readable,
    stop,
    async end() {
      await closed;
      // Killed, or out of memory.
      if (!told) throw invalid('The workbook takes too much to read.', { reason: 'BOMB' });
      if ('refused' in told) throw invalid(told.refused, told.reason ? { reason: told.reason } : {});
      return told;
    },
  };
}

function start(memoryMb: number, cpuMs: number): ChildProcess {
  const memory = [`--max-old-space-size=${memoryMb}`, '--max-semi-space-size=16'];
  // From the sources, as the worker runs: they are there wherever Careledger is.
  const program = resolve('lib', 'imports', 'xlsx', 'apart.ts');
  const child = spawn(process.execPath, [...memory, '--import', 'tsx', program, String(cpuMs)], {
    stdio: ['pipe', 'pipe', 'ignore', 'ipc'],
    env: {} as NodeJS.ProcessEnv,
  });
  try {
    if (child.pid) setPriority(child.pid, NICE);
  } catch {
    // It has ended already: that is told by `end`.
  }
  return child;
}

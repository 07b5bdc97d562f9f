/**
 * Reads an upload in a process of its own, which `read-apart.ts` starts: the file comes in by stdin, what is unpacked goes
 * out by stdout, and what became of it by the channel. It knows no key, no database and no setting.
 */
import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import { CareledgerError } from '@/lib/platform/errors';
import { openZippedCsv } from '../bulk/zipped-csv';
import { inspectCsv, inspectRows } from '../file/inspect';
import { NORMALISED, normalise, rowsOfSheet } from '../file/normalised';
import { parseRows } from '../file/parse-rows';
import { splitStart } from '../file/split-start';
import { Workbook } from '../xlsx/workbook';
import { Passes } from './passes';
import { type Answer, type Answers, ASKS, type Task, type TaskOf, type Told } from './task';

const maxCpuMs = Number(process.argv[2]);
const task = JSON.parse(process.argv[3] ?? '') as Task;

const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** Whoever asked is gone. */
process.once('disconnect', () => process.exit(1));

const tell = (message: Told | typeof ASKS): Promise<void> =>
  new Promise((sent) => {
    process.send?.(message, undefined, undefined, () => sent());
  });

function assertInTime(): void {
  if (cpuMs() > maxCpuMs) {
    throw new CareledgerError('invalid', 'The file takes too long to read.', { reason: 'BOMB' });
  }
}

async function* inTime(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    assertInTime();
    yield chunk;
  }
}

async function giveOut(chunks: AsyncIterable<Buffer>): Promise<void> {
  for await (const chunk of chunks) if (!process.stdout.write(chunk)) await once(process.stdout, 'drain');
}

async function readWorkbook(): Promise<Answers['workbook']> {
  const workbook = await Workbook.open(await buffer(process.stdin), { onChunk: assertInTime });
  await giveOut(normalise(workbook.rows()));
  return { sheets: workbook.sheetsWithRows() };
}

async function unzip(): Promise<Answers['zip']> {
  const { fileName, content } = await openZippedCsv(await buffer(process.stdin));
  await giveOut(inTime(content));
  return { fileName };
}

const passes = () => {
  const given = new Passes(process.stdin, () => void tell(ASKS));
  return () => inTime(given.open());
};

async function readCsv({ choice, manner }: TaskOf<'csv'>): Promise<Answers['csv']> {
  const open = passes();
  const { start, all } = await splitStart(open());
  let first: AsyncIterable<Buffer> | undefined = all;
  return inspectCsv(
    start,
    async () => {
      const source = first ?? open();
      first = undefined;
      return source;
    },
    choice,
    manner,
  );
}

const readSheet = ({ sheet, headerRow }: TaskOf<'sheet'>): Promise<Answers['sheet']> =>
  inspectRows(rowsOfSheet(parseRows(passes()(), NORMALISED), sheet), { for: 'a person', headerRow });

function read(): Promise<Answer> {
  if (task.kind === 'workbook') return readWorkbook();
  if (task.kind === 'zip') return unzip();
  return task.kind === 'csv' ? readCsv(task) : readSheet(task);
}

const told = await read().then(
  (answer): Told => ({ answer, cpuMs: cpuMs() }),
  (error: unknown): Told => {
    const known = error instanceof CareledgerError && error.code === 'invalid' ? error : null;
    const { message = 'The file cannot be read.', reason, facts = {} } = known ?? {};
    return { refused: message, reason, facts, cpuMs: cpuMs() };
  },
);
// The bytes are out before it is told that they are all.
await new Promise<void>((flushed) => process.stdout.end(() => flushed()));
await tell(told);
process.exit(0);

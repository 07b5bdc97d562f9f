/**
 * Reads a workbook in a process of its own, which `read-apart.ts` starts: the file comes in by stdin, its rows go out by
 * stdout as they are kept, and what became of it by the channel. It knows no key, no database and no setting.
 */
import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import { CareledgerError } from '../../errors';
import { normalise } from '../file/normalised';
import type { Told } from './read-apart';
import { Workbook } from './workbook';

const maxCpuMs = Number(process.argv[2]);

const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** Whoever asked is gone. */
process.once('disconnect', () => process.exit(1));

const tell = (told: Told): Promise<void> =>
  new Promise((sent) => {
    process.send?.(told, undefined, undefined, () => sent());
  });

async function read(): Promise<Told> {
  const workbook = await Workbook.open(await buffer(process.stdin), {
    onChunk() {
      if (cpuMs() > maxCpuMs)
        throw new CareledgerError('invalid', 'The workbook takes too long to read.', { reason: 'BOMB' });
    },
  });
  for await (const chunk of normalise(workbook.rows())) {
    if (!process.stdout.write(chunk)) await once(process.stdout, 'drain');
  }
  return { sheets: workbook.sheetsWithRows(), cpuMs: cpuMs() };
}

const told = await read().catch((error: unknown): Told => {
  const known = error instanceof CareledgerError && error.code === 'invalid' ? error : null;
  return { refused: known?.message ?? 'The workbook cannot be read.', reason: known?.reason, cpuMs: cpuMs() };
});
// The rows are out before it is told that they are all.
await new Promise<void>((flushed) => process.stdout.end(() => flushed()));
await tell(told);
process.exit(0);

/**
 * How many reports run at once in one process: two, and one of each person. Who waits holds no connection of the pool, so that
 * ten reports over a million records leave all other pages alone.
 */
import { limited } from '@/lib/platform/errors';
import { once } from '@/lib/platform/once';

const AT_ONCE = 2;
const MOST_WAITING = 40;
export const PATIENCE_MS = 45_000;

interface Waiting {
  who: string;
  serve: () => void;
}

const own = once('crm/reports/in-turn', () => ({ running: [] as string[], waiting: [] as Waiting[] }));

/** Runs `act` in its turn. @throws limited where too many wait, or the wait lasts too long */
export async function inTurn<T>(who: string, act: () => Promise<T>, patienceMs = PATIENCE_MS): Promise<T> {
  if (mayRun(who)) own.running.push(who);
  else await wait(who, patienceMs);
  try {
    return await act();
  } finally {
    own.running.splice(own.running.indexOf(who), 1);
    serveNext();
  }
}

const mayRun = (who: string): boolean => own.running.length < AT_ONCE && !own.running.includes(who);

function wait(who: string, patienceMs: number): Promise<void> {
  if (own.waiting.length >= MOST_WAITING) return Promise.reject(tooMany());
  return new Promise((resolve, reject) => {
    const entry: Waiting = {
      who,
      serve: () => {
        clearTimeout(timer);
        own.running.push(who);
        resolve();
      },
    };
    const timer = setTimeout(() => {
      own.waiting.splice(own.waiting.indexOf(entry), 1);
      reject(tooMany());
    }, patienceMs);
    own.waiting.push(entry);
  });
}

/** The first of those who wait that may run: one who has a report running lets the others go before. */
function serveNext(): void {
  const at = own.waiting.findIndex(({ who }) => mayRun(who));
  if (at < 0) return;
  own.waiting.splice(at, 1)[0]?.serve();
}

const tooMany = () =>
  limited('Many reports are being made at the moment. Try again in a minute.', { reason: 'REPORTS_BUSY' });

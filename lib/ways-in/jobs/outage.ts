/**
 * What is no fault of a job's is not counted as one of its tries: the database was away, or this worker lost the locks
 * that say that it works on it. The queue counts each time a job is taken, so what an outage cost is given back
 * (`Presence.giveBackTries`), once the database is there again.
 */
import { isAway } from '@/lib/platform/db/errors';

/** An attempt that does not count. Its message is a code, since the queue stores it. */
export class Uncounted extends Error {
  constructor(readonly why: 'busy' | 'lost' | 'unavailable') {
    super(why);
  }
}

/** Runs a part of an attempt; the database being away makes it one that does not count. */
export async function uncountedWhenAway<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw isAway(error) ? new Uncounted('unavailable') : error;
  }
}

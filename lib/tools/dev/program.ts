/** A program that starts things in order, keeps them running, and stops them in the opposite order. */
import { say, sayError } from './say';

type Closer = () => unknown;

export interface Program {
  /** What is stopped at the end, the last first. */
  onStop(...closers: Closer[]): void;
  isEnding(): boolean;
}

/** Runs `start` and stays until a signal, or until npm, which started us, is gone. A failure ends it with exit code 1. */
export async function runProgram(start: (program: Program) => Promise<void>): Promise<void> {
  const closers: Closer[] = [];
  let ending: Promise<never> | undefined;

  /** Stops what was started and leaves. Later calls wait for the first. */
  const end = (exitCode: number): Promise<never> => {
    ending ??= (async () => {
      for (const close of closers.reverse()) {
        try {
          await close();
        } catch (error) {
          sayError(error);
          process.exit(1);
        }
      }
      process.exit(exitCode);
    })();
    return ending;
  };

  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      if (!ending) say('Stopping');
      void end(0);
    });
  }

  // npm passes signals on, but it may be killed.
  const { ppid } = process;
  if (process.env.npm_lifecycle_event) setInterval(() => process.ppid !== ppid && void end(0), 500).unref();

  try {
    await start({ onStop: (...more) => closers.push(...more), isEnding: () => ending !== undefined });
  } catch (error) {
    // What fails because it is being stopped is no failure.
    if (!ending) sayError(error);
    await end(1);
  }
}

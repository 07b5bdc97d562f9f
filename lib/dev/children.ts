/** The processes that `npm run up` looks after: the web server and the worker. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { say } from './say';

export interface Child {
  /** Resolves with words for how it ended. */
  ended: Promise<string>;
  stop(): Promise<void>;
}

const LEAVE_WITH_PARENT = pathToFileURL(join(import.meta.dirname, 'leave-with-parent.mjs')).href;
/** Time to answer open requests, and for a job to reach a point where it can be taken up again. */
const GRACE_MS = 10_000;

export function startServer(port: number, env: NodeJS.ProcessEnv): Child {
  const next = join('node_modules', 'next', 'dist', 'bin', 'next');
  return manage(start([next, 'start', '-p', String(port)], { ...env, NODE_ENV: 'production' }));
}

/** Runs the worker, and again whenever it ends by itself: after a second, then two, four, up to thirty. */
export function keepWorker(env: NodeJS.ProcessEnv): Child {
  let worker = manage(startWorker(env));
  let stopped = false;
  let retry: NodeJS.Timeout | undefined;
  let failures = 0;
  const watch = (since: number) => {
    void worker.ended.then((how) => {
      if (stopped) return;
      failures = Date.now() - since > 60_000 ? 0 : failures + 1;
      const delayMs = Math.min(1000 * 2 ** (failures - 1), 30_000);
      say(`The worker ended (${how}); starting it again in ${delayMs / 1000} s.`);
      retry = setTimeout(() => {
        worker = manage(startWorker(env));
        watch(Date.now());
      }, delayMs);
    });
  };
  watch(Date.now());
  return {
    ended: new Promise(() => {}),
    async stop() {
      stopped = true;
      clearTimeout(retry);
      await worker.stop();
    },
  };
}

const startWorker = (env: NodeJS.ProcessEnv) => start(['--import', 'tsx', join('lib', 'jobs', 'worker.ts')], env);

function start(args: string[], env: NodeJS.ProcessEnv): ChildProcess {
  const child = spawn(process.execPath, ['--import', LEAVE_WITH_PARENT, ...args], {
    // Its own group: a Ctrl-C in the terminal comes to us, and we stop them in order.
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    env,
  });
  // Of what they print only the lines of our log go on, not Next's banner.
  if (child.stdout) createInterface({ input: child.stdout }).on('line', (line) => line.startsWith('{') && say(line));
  return child;
}

function manage(child: ChildProcess): Child {
  const ended = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
    child.once('error', (error) => resolve(error.message));
  });
  return {
    ended,
    async stop() {
      child.kill('SIGTERM');
      const force = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
      await ended;
      clearTimeout(force);
    },
  };
}

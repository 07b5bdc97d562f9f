/** The processes that `npm run up` and `npm run dev` look after: web server and worker; and that of `npm run api`. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { FRONT, webIn } from './build-front';
import { type Child, type Kept, keep } from './keep';
import { say } from './say';

const LEAVE_WITH_PARENT = pathToFileURL(join(import.meta.dirname, 'leave-with-parent.mjs')).href;
/** Time to answer open requests, and for a job to reach a point where it can be taken up again. */
const GRACE_MS = 10_000;

/** Runs the web server, and again whenever it ends by itself. */
export function keepServer(env: NodeJS.ProcessEnv): Child {
  const run = () => start([webIn(FRONT)], { ...env, NODE_ENV: 'production' });
  return keep('web server', run(), run);
}

/**
 * Runs the web server of development, out of `folder`, and again whenever it ends by itself. It shows sources and stacks to
 * whoever asks, so only this machine reaches it. All that it prints is shown; nothing is told to the makers of Next.
 */
export function keepDevServer(folder: string, env: NodeJS.ProcessEnv, options: readonly string[]): Child {
  const own = { ...env, NODE_ENV: 'development' as const, NEXT_TELEMETRY_DISABLED: '1' };
  const run = () => start([...options, webIn(folder)], own, (line) => line.trim() !== '');
  return keep('web server', run(), run);
}

/** Runs the worker, and again whenever it ends by itself. */
export function keepWorker(env: NodeJS.ProcessEnv, options: readonly string[] = []): Kept {
  const run = () => start([...options, '--import', 'tsx', WORKER], env);
  return keep('worker', run(), run);
}

export const WORKER = 'lib/ways-in/jobs/worker.ts';

/** Runs the REST door in a process of its own, and again whenever it ends by itself. */
export function keepApi(env: NodeJS.ProcessEnv): Child {
  const run = () => start(['--import', 'tsx', join('lib', 'tools', 'dev', 'api.ts')], env, () => true);
  return keep('REST API', run(), run);
}

/** Of what they print only the lines of our log go on, not Next's banner. */
const isOfLog = (line: string): boolean => line.startsWith('{');

function start(args: string[], env: NodeJS.ProcessEnv, shown = isOfLog): Child {
  const child = spawn(process.execPath, ['--import', LEAVE_WITH_PARENT, ...args], {
    // Its own group: a Ctrl-C in the terminal comes to us, and we stop them in order.
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    env,
  });
  if (child.stdout) createInterface({ input: child.stdout }).on('line', (line) => shown(line) && say(line));
  return manage(child);
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

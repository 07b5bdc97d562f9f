/** The processes that `npm run up` looks after: the web server and the worker; and that of `npm run api`. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { type Child, keep } from './keep';
import { say } from './say';

const LEAVE_WITH_PARENT = pathToFileURL(join(import.meta.dirname, 'leave-with-parent.mjs')).href;
/** Time to answer open requests, and for a job to reach a point where it can be taken up again. */
const GRACE_MS = 10_000;

/** Runs the web server, and again whenever it ends by itself. */
export function keepServer(port: number, env: NodeJS.ProcessEnv): Child {
  const next = join('node_modules', 'next', 'dist', 'bin', 'next');
  const run = () => start([next, 'start', '-p', String(port)], { ...env, NODE_ENV: 'production' });
  return keep('web server', run(), run);
}

/** Runs the worker, and again whenever it ends by itself. */
export function keepWorker(env: NodeJS.ProcessEnv): Child {
  const run = () => start(['--import', 'tsx', join('lib', 'jobs', 'worker.ts')], env);
  return keep('worker', run(), run);
}

/** Runs the REST door in a process of its own, and again whenever it ends by itself. */
export function keepApi(env: NodeJS.ProcessEnv): Child {
  const run = () => start(['--import', 'tsx', join('lib', 'dev', 'api.ts')], env, () => true);
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

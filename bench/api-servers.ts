/** The servers that the REST bench compares, each a process of its own. */
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { freePort } from '@/lib/tools/dev/ports';
import type { Recording } from './api-recording';
import type { Arm } from './http-arms';

const QUIET = ['ignore', 'ignore', 'inherit'] as const;

/** The program of `npm run api`. */
export async function startApi(headers: Record<string, string>): Promise<Arm> {
  const port = await freePort();
  const args = ['--import', 'tsx', 'lib/tools/dev/api.ts'];
  const child = spawn(process.execPath, args, { env: { ...process.env, API_PORT: String(port) }, stdio: [...QUIET] });
  return armOf('npm run api', child, port, headers);
}

/** Next's mount, from a production build that is at hand; null without one that starts. */
export async function startNext(headers: Record<string, string>): Promise<Arm | null> {
  if (!existsSync('.next/BUILD_ID')) return null;
  const port = await freePort();
  const args = ['node_modules/next/dist/bin/next', 'start', '-p', String(port)];
  const child = spawn(process.execPath, args, { env: { ...process.env, NODE_ENV: 'production' }, stdio: [...QUIET] });
  return armOf('Next', child, port, headers).catch(() => null);
}

/** `node:http` and postgres.js with the statements and answers that were recorded. */
export async function startBare(recordings: readonly Recording[]): Promise<Arm> {
  const port = await freePort();
  const child = fork('bench/api-bare.ts', { execArgv: ['--import', 'tsx'], serialization: 'advanced' });
  child.send({ port, recordings });
  return armOf('bare', child, port, {});
}

async function armOf(name: string, child: ChildProcess, port: number, headers: Record<string, string>): Promise<Arm> {
  const origin = `http://127.0.0.1:${port}`;
  const stop = async () => {
    if (child.exitCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  };
  for (let tries = 0; ; tries += 1) {
    const answers = await fetch(`${origin}/crm/v8/openapi.json`).then(
      () => true,
      () => false,
    );
    if (answers) return { name, pid: child.pid as number, origin, headers, stop };
    if (child.exitCode !== null || tries > 300) {
      await stop();
      throw new Error(`${name} does not answer.`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

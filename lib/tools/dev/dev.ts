/**
 * `npm run dev`: as `npm run up`, but with Next's development server, which shows an edit at once, a worker that is
 * started again when its code changes, and a widget that is bundled again. Database, keys and data are its own, whatever
 * `.env` says: it never touches those of `npm run up`.
 */
import { join } from 'node:path';
import { buildFront, DOORS } from './build-front';
import { buildWidget } from './build-widget';
import { keepDevServer, keepWorker, WORKER } from './children';
import { ensureDataDir } from './data-dir';
import { devPassword, readSettings, withoutOwnDatabase } from './environment';
import { reachableFrom } from './import-graph';
import { prepare, serverEnvironment, untilHealthy } from './prepare';
import { runProgram } from './program';
import { say, step } from './say';
import { StartError } from './start-error';
import { watchSources } from './watch-sources';

/** Not beside Next's build, which stays as it is. */
const FRONT = join('.cache', 'front');

await runProgram(async (program) => {
  const inspected = readOptions(process.argv.slice(3));
  withoutOwnDatabase();
  const given = readSettings();
  ensureDataDir(given.DATA_DIR);
  const folder = join(given.DATA_DIR, 'dev');
  ensureDataDir(folder);
  const settings = { ...given, DATA_DIR: folder, DEMO_PASSWORD: given.DEMO_PASSWORD ?? devPassword(folder) };
  await prepare(settings, program);
  await step('Widget', buildWidget);
  await step('Doors', () => buildFront(FRONT));
  await step('Server and worker', async () => {
    // Next reads `.env` by itself; a variable that is there, though empty, it leaves alone.
    const env = { ...serverEnvironment(), DATABASE_OWNER_URL: '', DEMO_PASSWORD: '', SMTP_URL: '' };
    const server = keepDevServer(FRONT, env, inspected ? ['--inspect'] : []);
    const worker = keepWorker(process.env, inspected ? ['--inspect=127.0.0.1:9230'] : []);
    const watch = watchSources(['components/chat/widget', 'drizzle', 'lib'], (paths) =>
      onChange(paths, worker.restart),
    );
    program.onStop(worker.stop, server.stop, watch.stop);
    // The one that asks least: Next compiles what it takes to answer.
    await untilHealthy(settings.PORT, program, '/api/health/live');
  });
  say(`Careledger is ready at ${process.env.NEXTAUTH_URL}, for development. Its data is in ${folder}.`);
  say(`The password of its first users (admin@demo.example and others): ${settings.DEMO_PASSWORD}`);
});

function readOptions(options: readonly string[]): boolean {
  const unknown = options.find((option) => option !== '--inspect');
  if (unknown) throw new StartError(`npm run dev takes --inspect and nothing else: ${unknown}`);
  return options.length > 0;
}

async function onChange(paths: readonly string[], restartWorker: () => Promise<void>): Promise<void> {
  if (paths.some((path) => path.startsWith('drizzle/'))) {
    say('The migrations have changed. Stop and start npm run dev to run them.');
  }
  if (paths.some((path) => path.startsWith('components/chat/widget/'))) {
    await step('Widget', buildWidget).catch((error) => say(`The chat widget does not build.\n${error.message}`));
  }
  // Looked up now: the change may have brought or taken imports.
  const ofDoors = reachableFrom(DOORS);
  if (paths.some((path) => ofDoors.has(path))) {
    await step('Doors opened anew', () => buildFront(FRONT)).catch((error) =>
      say(`The doors do not build.\n${error.message}`),
    );
  }
  const ofWorker = reachableFrom(WORKER);
  if (paths.some((path) => ofWorker.has(path))) await step('Worker started again', restartWorker);
}

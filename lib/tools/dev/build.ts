/** Builds the app when its sources are not those of the last build. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildFront, FRONT, FRONT_FILES } from './build-front';
import { buildWidget, WIDGET_FILES } from './build-widget';
import { endWithUs } from './processes';
import { StartError } from './start-error';

const FOLDERS = ['app', 'components', 'lib', 'public'];
/** No part of what is built, or made by it. */
const LEFT_OUT =
  /(\.test\.tsx?$)|(^lib[\\/]tools[\\/](dev[\\/](?!build-(front|widget)|doors-module|web\.)|testing[\\/]))|(^(next-env|vitest|playwright|drizzle|knip|biome)\b)|(^public[\\/]widget)/;
const STAMP = join('.next', 'careledger-sources');

/** Whether the build in `.next` was made from the sources as they are. */
export function isBuilt(): boolean {
  const isThere = [join('.next', 'BUILD_ID'), STAMP, ...FRONT_FILES, ...WIDGET_FILES].every((path) => existsSync(path));
  return isThere && readFileSync(STAMP, 'utf8') === stampOf(hashOfSources());
}

/** Runs `next build`; `onStart` gets what stops it. What it prints is shown only when it fails. */
export async function build(onStart: (stop: () => void) => void): Promise<void> {
  const hash = hashOfSources();
  await buildWidget().catch((error) => {
    throw new StartError(`The chat widget does not build.\n${error.message}`);
  });
  const child = spawn(process.execPath, [join('node_modules', 'next', 'dist', 'bin', 'next'), 'build'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  });
  onStart(() => child.kill('SIGTERM'));
  const guard = endWithUs(child.pid as number, 'TERM');
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const code = await new Promise((resolve) => child.once('close', resolve));
  guard.kill();
  if (code !== 0) throw new StartError(`The app does not build.\n${output}`);
  await buildFront(FRONT).catch((error) => {
    throw new StartError(`The web server does not build.\n${error.message}`);
  });
  writeFileSync(STAMP, stampOf(hash));
}

/** The widget's files too: `npm run dev` makes them anew from sources that may have been taken back since. */
function stampOf(sources: string): string {
  const hash = createHash('sha256').update(sources);
  for (const path of WIDGET_FILES) hash.update(readFileSync(path));
  return hash.digest('hex');
}

function hashOfSources(): string {
  // Not over the version of Node: what is built runs on each (`npm test` starts it on another).
  const hash = createHash('sha256');
  const files = ['.', ...FOLDERS].flatMap((folder) => filesIn(folder)).filter((file) => !LEFT_OUT.test(file));
  for (const path of files.sort()) hash.update(path).update('\0').update(readFileSync(path)).update('\0');
  return hash.digest('hex');
}

/** All files of a folder; of the root only its own code and settings. */
function filesIn(folder: string): string[] {
  if (folder === '.') return readdirSync('.').filter((name) => /^[^.].*\.(ts|js|mjs|json)$/.test(name));
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** The browser of the end-to-end tests: Debian's Chromium where it is or can be installed, else Playwright's own. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Chromium without a window takes a third of the processor of the one that people use, for the same pages. */
const SHELL = '/usr/bin/chromium-headless-shell';
const WHOLE = '/usr/bin/chromium';

/** The path to give Playwright; undefined stands for its own browser. */
export const systemBrowser = () => [SHELL, WHOLE].find((path) => existsSync(path));

/** Installs a browser where none is found, and the quick one where Debian has it. Throws when no browser is there. */
export async function ensureBrowser() {
  const { chromium } = await import('@playwright/test');
  if (existsSync(SHELL) || existsSync(chromium.executablePath())) return;
  if (installed('chromium-headless-shell') || existsSync(WHOLE) || installed('chromium')) return;
  const own = spawnSync(
    process.execPath,
    ['node_modules/@playwright/test/cli.js', 'install', '--with-deps', 'chromium'],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  if (own.status !== 0) throw new Error('No browser for the end-to-end tests: install Chromium.');
}

/** Whether Debian's package could be installed; asked of nobody but who may. */
function installed(name) {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args) => spawnSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
  return apt('update', '-q') && apt('install', '-y', '-q', name);
}

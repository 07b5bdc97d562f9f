/** The browser of the end-to-end tests: Debian's Chromium where it is or can be installed, else Playwright's own. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const DEBIAN = '/usr/bin/chromium';

/** The path to give Playwright; undefined stands for its own browser. */
export const systemBrowser = () => (existsSync(DEBIAN) ? DEBIAN : undefined);

/** Installs a browser where none is found. Throws when that is not possible. */
export async function ensureBrowser() {
  if (systemBrowser()) return;
  const { chromium } = await import('@playwright/test');
  if (existsSync(chromium.executablePath())) return;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const apt = (...args) => spawnSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
    if (apt('update', '-q') && apt('install', '-y', '-q', 'chromium')) return;
  }
  const own = spawnSync(
    process.execPath,
    ['node_modules/@playwright/test/cli.js', 'install', '--with-deps', 'chromium'],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  if (own.status !== 0) throw new Error('No browser for the end-to-end tests: install Chromium.');
}

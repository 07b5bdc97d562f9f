/** Plain JavaScript without a dependency: it runs before there are any. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { applyPatches } from './patch.mjs';

/** Installs the packages of package-lock.json unless they are there, and patches them. Ends the process when that fails. */
export function ensureInstalled() {
  if (!isInstalled()) install();
  try {
    applyPatches();
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}

function install() {
  console.log('Installing packages (a minute or two, once)');
  const since = Date.now();
  const npm = process.env.npm_execpath?.endsWith('.js') ? [process.execPath, process.env.npm_execpath] : ['npm'];
  // Not `npm ci`: it refuses a lock file from which packages for platforms that the registry at hand lacks are missing.
  const args = ['install', '--no-save', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const ended = spawnSync(npm[0], [...npm.slice(1), ...args], { encoding: 'utf8', maxBuffer: 2 ** 26 });
  if (ended.status !== 0) {
    console.error(`npm install failed.\n${ended.stderr || ended.stdout || ended.error}`);
    process.exit(1);
  }
  console.log(`Installed packages in ${((Date.now() - since) / 1000).toFixed(1)} s`);
}

/** Whether npm's record of what it installed says the same as package-lock.json. */
function isInstalled() {
  const record = 'node_modules/.package-lock.json';
  if (!existsSync(record)) return false;
  const wanted = JSON.parse(readFileSync('package-lock.json', 'utf8')).packages;
  const found = JSON.parse(readFileSync(record, 'utf8')).packages;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true;
    // Packages for other platforms are optional and stay away.
    if (!found[path]) return Boolean(entry.optional);
    return found[path].version === entry.version && found[path].integrity === entry.integrity;
  });
}

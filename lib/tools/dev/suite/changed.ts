/** Which tests have to do with what differs from the main branch: nearest first, and as many as fit into a budget. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { importsOf } from '../import-graph';
import { StartError } from '../start-error';

export interface Chosen {
  run: string[];
  /** Further away, or longer than what is left of the budget. */
  left: string[];
}

const git = (...args: string[]): string =>
  execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();

/**
 * The files that differ from where this branch left the main one (`origin/main`, else `main`), new and removed ones too.
 * @throws StartError outside a clone.
 */
export function changedFiles(): string[] {
  try {
    git('rev-parse', '--git-dir');
  } catch {
    throw new StartError('npm run check compares with the main branch, and this folder is no clone of a repository.');
  }
  const main = ['origin/main', 'main', 'HEAD'].find((name) => {
    try {
      return git('rev-parse', '--verify', '--quiet', name) !== '';
    } catch {
      return false;
    }
  });
  const base = main && git('merge-base', 'HEAD', main);
  const differing = base ? git('diff', '--name-only', '--no-renames', base) : '';
  const untracked = git('ls-files', '--others', '--exclude-standard');
  return [...new Set(`${differing}\n${untracked}`.split('\n'))].filter(Boolean).sort();
}

const FOLDERS = ['app', 'bench', 'components', 'lib'];
const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path);

/** Each test that reaches a changed file, with over how many imports: 0 is changed itself, 1 also names it. */
export function distances(changed: readonly string[]): Map<string, number> {
  const sources = FOLDERS.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name).replaceAll('\\', '/')),
  ).filter((path) => /\.(tsx?|mjs)$/.test(path));
  const importers = new Map<string, string[]>();
  const note = (to: string, from: string) => importers.set(to, [...(importers.get(to) ?? []), from]);
  for (const from of sources) for (const { to } of importsOf(from)) note(to, from);
  // What is read or started, not imported: documents, migrations, programs.
  for (const from of sources.filter(isTest)) {
    const text = readFileSync(from, 'utf8');
    for (const path of changed) if (path !== from && text.includes(`'${path}'`)) note(path, from);
  }
  const found = new Map(changed.map((path) => [path, 0]));
  for (const [path, distance] of found) {
    for (const from of importers.get(path) ?? []) if (!found.has(from)) found.set(from, distance + 1);
  }
  return new Map([...found].filter(([path]) => isTest(path) && existsSync(path)));
}

/** A file that has not run here yet. */
const UNKNOWN_MS = 4_000;

/** As many tests as the budget has time for, nearest first; one that is too long is passed over. */
export function choose(
  found: ReadonlyMap<string, number>,
  took: ReadonlyMap<string, number>,
  budgetMs: number,
): Chosen {
  const chosen: Chosen = { run: [], left: [] };
  let rest = budgetMs;
  for (const [path] of [...found].sort(([a, near], [b, far]) => near - far || a.localeCompare(b))) {
    const ms = took.get(path) ?? UNKNOWN_MS;
    if (ms > rest) chosen.left.push(path);
    else {
      chosen.run.push(path);
      rest -= ms;
    }
  }
  return chosen;
}

/** How long each test file took when it last ran here, in milliseconds: vitest writes it down. */
export function durations(folder = join('node_modules', '.vite', 'vitest')): Map<string, number> {
  const found = new Map<string, number>();
  if (!existsSync(folder)) return found;
  for (const name of readdirSync(folder)) {
    const path = join(folder, name, 'results.json');
    if (!existsSync(path)) continue;
    for (const [file, { duration }] of readResults(path)) found.set(file.replace(/^[^:]*:/, ''), duration);
  }
  return found;
}

function readResults(path: string): [file: string, { duration: number }][] {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).results;
  } catch {
    return []; // Another run is just writing it.
  }
}

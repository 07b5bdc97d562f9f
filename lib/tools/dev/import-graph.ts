/** Reads which file of the project imports which, for the test of the house's rules. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';

export interface Import {
  from: string;
  /** A file of the project, such as `lib/platform/ids.ts`, or the name of a package. */
  to: string;
  /** As it is written. */
  named: string;
  /** Gone after compiling. */
  typeOnly: boolean;
}

const IMPORT = /^(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?'([^']+)'|\bimport\(\s*'([^']+)'/gm;
const ENDINGS = ['.ts', '.tsx', '.mjs', '/index.ts', ''];

/** All code below the folders, tests not counted. */
export function sourceFiles(folders: readonly string[]): string[] {
  return folders
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)))
    .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path));
}

/** The imports that stand in a file. */
export function importsOf(from: string): Import[] {
  return [...readFileSync(from, 'utf8').matchAll(IMPORT)].map(([, type, fixed, dynamic]) => ({
    from,
    to: resolveImport(from, fixed ?? dynamic ?? ''),
    named: fixed ?? dynamic ?? '',
    typeOnly: type !== undefined,
  }));
}

/** The file and all that it imports, by way of others too; of what is not `followed` nothing. */
export function reachableFrom(file: string, followed: (one: Import) => boolean = () => true): ReadonlySet<string> {
  const found = new Set([file]);
  for (const path of found) {
    if (!/\.tsx?$/.test(path) || !existsSync(path)) continue;
    for (const { to } of importsOf(path).filter(followed)) found.add(to);
  }
  return found;
}

function resolveImport(from: string, specifier: string): string {
  if (!/^(@\/|\.)/.test(specifier)) return specifier;
  const path = specifier.startsWith('@/') ? specifier.slice(2) : posix.join(dirname(from), specifier);
  const ending = ENDINGS.find((end) => /\.\w+$/.test(path + end) && existsSync(path + end));
  return path + (ending ?? '');
}

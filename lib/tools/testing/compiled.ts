/**
 * A program of ours as one file of JavaScript. A process that compiles all it imports takes four seconds of a processor to begin, this
 * one less than one: for tests that start many.
 */
import { randomUUID } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { build, stop } from 'esbuild';

/** Packages are found from here. */
const FOLDER = resolve('.cache', 'programs');

const made = new Map<string, Promise<string>>();

/** Its path; compiled once a process. @param entry from the folder of the project */
export function compiled(entry: string): Promise<string> {
  const path = made.get(entry) ?? compile(entry);
  made.set(entry, path);
  return path;
}

async function compile(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    write: false,
    logLevel: 'silent',
  });
  await stop();
  const [program] = outputFiles;
  if (!program) throw new Error(`${entry} was not compiled.`);
  const path = join(FOLDER, `${entry.replace(/\W+/g, '-')}-${program.hash.replace(/\W/g, '_')}.mjs`);
  await mkdir(FOLDER, { recursive: true });
  // Whole or not at all: another test may start the same.
  const part = `${path}.${randomUUID()}`;
  await writeFile(part, program.contents);
  await rename(part, path);
  return path;
}

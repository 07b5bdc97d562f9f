/**
 * The program that reads uploads apart as one file of JavaScript, compiled once a process: else each reading would begin
 * by compiling all that it imports. It is kept under a name made of its content, so two versions beside each other have one each.
 */
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { build, stop } from 'esbuild';
import { env } from '@/lib/platform/env';
import { once } from '@/lib/platform/once';

const own = once('crm/imports/apart/program-file', () => ({ made: null as Promise<string> | null }));

/** Its path, below `DATA_DIR/programs`. @throws if it cannot be written; the next call tries again */
export function programFile(): Promise<string> {
  own.made ??= compile().catch((error: unknown) => {
    own.made = null;
    throw error;
  });
  return own.made;
}

async function compile(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join('lib', 'crm', 'imports', 'apart', 'program.ts')],
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    // What is not ours asks for the modules of Node in the old way.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    write: false,
    logLevel: 'silent',
  });
  await stop();
  const [program] = outputFiles;
  if (!program) throw new Error('The program that reads uploads was not made.');
  const folder = resolve(env().DATA_DIR, 'programs');
  const path = join(folder, `read-apart-${program.hash.replace(/\W/g, '_')}.mjs`);
  await mkdir(folder, { recursive: true });
  // Also where one is there already: it is run, and the folder is no place of code. Whole or not at all.
  const part = `${path}.${process.pid}`;
  await writeFile(part, program.contents);
  await rename(part, path);
  return path;
}

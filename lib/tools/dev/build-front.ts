/** Bundles the web server and the doors: without Next's compiler, and without one of TypeScript's in the process. */
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build } from 'esbuild';

/** What is loaded anew in development. */
export const DOORS = 'lib/tools/dev/doors-module.ts';
const ENTRIES = { web: 'lib/tools/dev/web.ts', doors: DOORS };

/** The web server in a folder that `buildFront` filled. */
export const webIn = (folder: string): string => join(folder, 'web.mjs');

/** Beside Next's build. */
export const FRONT = join('.next', 'front');
export const FRONT_FILES = Object.keys(ENTRIES).map((name) => join(FRONT, `${name}.mjs`));

/** Writes both files, each at once: whoever reads one finds the old or the new. */
export async function buildFront(folder: string): Promise<void> {
  const { outputFiles } = await build({
    entryPoints: ENTRIES,
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    target: 'node20.12',
    format: 'esm',
    packages: 'external',
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'silent',
    write: false,
  });
  mkdirSync(folder, { recursive: true });
  for (const { path, contents } of outputFiles) {
    const part = join(folder, `.${basename(path)}.part`);
    writeFileSync(part, contents);
    renameSync(part, path);
  }
}

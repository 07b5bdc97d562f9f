/**
 * Bundles the chat widget: `public/widget.js` for the sites, `public/widget-frame.js` for the frame it opens, and its words
 * in each further language.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BuildOptions, build, type Plugin, transform } from 'esbuild';

const SOURCES = join('components', 'chat', 'widget');
const BUNDLES = { widget: join(SOURCES, 'host', 'main.ts'), 'widget-frame': join(SOURCES, 'frame', 'main.tsx') };
const TEXTS = Object.fromEntries(
  ['es', 'ar', 'he', 'de', 'fr'].map((name) => [`widget-text-${name}`, join(SOURCES, 'frame', 'text', `${name}.ts`)]),
);

export const WIDGET_FILES = Object.keys({ ...BUNDLES, ...TEXTS }).map((name) => join('public', `${name}.js`));

/** A style sheet is imported as its text, made small. */
const styleText: Plugin = {
  name: 'style-text',
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, 'utf8'), { loader: 'css', minify: true, target: TARGET });
      return { contents: code.trim(), loader: 'text' };
    });
  },
};

const TARGET = ['chrome111', 'firefox115', 'safari16.4'];

const OPTIONS = {
  bundle: true,
  minify: true,
  target: TARGET,
  charset: 'utf8',
  legalComments: 'none',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  plugins: [styleText],
  logLevel: 'silent',
} satisfies BuildOptions;

/** Writes all of it below `outdir`. */
export async function buildWidget(outdir = 'public'): Promise<void> {
  await Promise.all([
    build({ ...OPTIONS, entryPoints: BUNDLES, format: 'iife', outdir }),
    build({ ...OPTIONS, entryPoints: TEXTS, format: 'esm', outdir }),
  ]);
}

/** What every visitor loads, as bytes by name, for the test of its size. */
export async function bundleWidget(): Promise<Record<string, Uint8Array>> {
  const { outputFiles } = await build({
    ...OPTIONS,
    entryPoints: BUNDLES,
    format: 'iife',
    outdir: 'public',
    write: false,
  });
  return Object.fromEntries(outputFiles.map(({ path, contents }) => [path.split(/[\\/]/).at(-1), contents]));
}

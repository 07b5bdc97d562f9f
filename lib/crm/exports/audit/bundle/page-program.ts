/** The program and the style of a bundle's page, compiled once a process from `components/admin/audit/bundle`. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, stop } from 'esbuild';
import { once } from '@/lib/platform/once';

const SOURCES = join('components', 'admin', 'audit', 'bundle');
const TARGET = ['chrome111', 'firefox115', 'safari16.4'];

export interface PageProgram {
  script: string;
  style: string;
}

const own = once('crm/exports/audit/bundle/page-program', () => ({ made: null as Promise<PageProgram> | null }));

/** @throws when it does not compile; the next call tries again */
export function pageProgram(): Promise<PageProgram> {
  own.made ??= compile().catch((error: unknown) => {
    own.made = null;
    throw error;
  });
  return own.made;
}

async function compile(): Promise<PageProgram> {
  const { outputFiles } = await build({
    entryPoints: [join(SOURCES, 'main.tsx')],
    bundle: true,
    minify: true,
    target: TARGET,
    format: 'iife',
    // What would end the script or the page's text in another encoding.
    charset: 'ascii',
    legalComments: 'none',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    write: false,
    logLevel: 'silent',
  });
  const css = await build({
    stdin: { contents: await readFile(join(SOURCES, 'page.css'), 'utf8'), loader: 'css' },
    minify: true,
    target: TARGET,
    write: false,
    logLevel: 'silent',
  });
  await stop();
  const [script, style] = [outputFiles[0]?.text, css.outputFiles[0]?.text];
  if (script === undefined || style === undefined || /<\/script|<!--/i.test(script)) {
    throw new Error('The page of a bundle was not made.');
  }
  return { script, style };
}

/** The program and the style of a bundle's page, compiled once a process from `components/admin/audit/bundle`. */
import { join } from 'node:path';
import { build, stop } from 'esbuild';
import { once } from '@/lib/platform/once';

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
    entryPoints: [join('components', 'admin', 'audit', 'bundle', 'main.tsx')],
    bundle: true,
    minify: true,
    target: ['chrome111', 'firefox115', 'safari16.4'],
    format: 'iife',
    // What would end the script, or be another text in another encoding.
    charset: 'ascii',
    legalComments: 'none',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    // Nothing is written: it says which of the two is which.
    outdir: 'page',
    write: false,
    logLevel: 'silent',
  });
  await stop();
  const [script, style] = ['.js', '.css'].map((end) => outputFiles.find(({ path }) => path.endsWith(end))?.text);
  if (script === undefined || style === undefined || /<\/script|<!--/i.test(script)) {
    throw new Error('The page of a bundle was not made.');
  }
  return { script, style };
}

/** What Next serves, read from the code: pages, route handlers and server actions. */
import { readdirSync, readFileSync } from 'node:fs';

const filesOf = (folder: string, pattern: RegExp): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => pattern.test(file))
    .sort();

export const pageFiles = (): string[] => filesOf('app', /(^|\/)page\.tsx$/);
export const routeFiles = (): string[] => filesOf('app', /(^|\/)route\.tsx?$/);

/** Each export of a `'use server'` file that may answer with something, as `file#name`; the file from the root. */
export function serverActions(): string[] {
  const files = ['app', 'components', 'lib'].flatMap((folder) =>
    filesOf(folder, /(?<!\.test)\.tsx?$/).map((file) => `${folder}/${file}`),
  );
  return files.flatMap((file) => {
    const code = readFileSync(file, 'utf8');
    if (!/^['"]use server['"]/m.test(code)) return [];
    const exported = code.matchAll(/^export (?:const|async function|function) (\w+)\b(?! = command\()/gm);
    return [...exported].map(([, name]) => `${file}#${name}`);
  });
}

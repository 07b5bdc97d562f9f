/** What Next serves, read from the code: pages, route handlers and server actions. */
import { readdirSync, readFileSync } from 'node:fs';

const filesOf = (pattern: RegExp): string[] =>
  readdirSync('app', { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => pattern.test(file))
    .sort();

export const pageFiles = (): string[] => filesOf(/(^|\/)page\.tsx$/);
export const routeFiles = (): string[] => filesOf(/(^|\/)route\.tsx?$/);

/** Each export of a `'use server'` file, as `file#name`. */
export function serverActions(): string[] {
  return filesOf(/\.tsx?$/).flatMap((file) => {
    const code = readFileSync(`app/${file}`, 'utf8');
    if (!/^['"]use server['"]/m.test(code)) return [];
    return [...code.matchAll(/^export (?:const|async function|function) (\w+)/gm)].map(([, name]) => `${file}#${name}`);
  });
}

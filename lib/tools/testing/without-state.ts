/**
 * Tests that use no database, no environment and no stub: they may share a process, where what one file has loaded the next
 * one uses. Each file else begins by loading all it imports, which takes most of them longer than their tests.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';

const FOLDERS = ['app', 'components', 'lib', 'bench'];
const STATE =
  /tools\/testing\/(?!absent)|\.\/testing|process\.env|vi\.(mock|doMock|stub|useFakeTimers|resetModules|hoisted)|beforeAll|child_process|node:http|node:net/;
/** What they test reads the environment. */
const BY_NAME = ['lib/people/auth/device-token.test.ts'];

/** Paths of the tests without state, from the folder of the project. */
export function testsWithoutState(): string[] {
  return FOLDERS.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.test\.tsx?$/.test(path))
      .map((path) => join(folder, path).split(sep).join('/')),
  ).filter(
    (path) =>
      !path.startsWith('lib/tools/testing/') && !BY_NAME.includes(path) && !STATE.test(readFileSync(path, 'utf8')),
  );
}

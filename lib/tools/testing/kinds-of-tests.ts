/**
 * Which tests may share a process, where what one file has loaded the next one uses. Each file else begins by loading all it
 * imports, which takes most of them longer than their tests.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';

const FOLDERS = ['app', 'components', 'lib', 'bench'];

/** A database, an environment, a stub. */
const STATE =
  /tools\/testing\/(?!absent)|\.\/testing|process\.env|vi\.(mock|doMock|stub|useFakeTimers|resetModules|hoisted)|beforeAll|child_process|node:http|node:net/;
/** What they test reads the environment. */
const READS_ENVIRONMENT = ['lib/people/auth/device-token.test.ts'];

/**
 * What the next file would find otherwise than it expects: another environment, other modules, a process' own limits; and who goes
 * on by itself, here or in a process of its own, and would meddle with the next file's database.
 */
const OWN_PROCESS =
  /process\.env|vi\.(mock|doMock|stub|resetModules|hoisted)|once\.test|child_process|start(Worker|Dispatcher|Door|Process)\b/;

/** A process knows for good that there is an organisation, once it has seen one. */
const FIRST_IN_PROCESS = ['lib/people/orgs/first-run.test.ts'];

interface KindsOfTests {
  /** Nothing but what they import. */
  plain: string[];
  /** A database and data folder, which are new for each file, at the same place. */
  shared: string[];
}

/** Paths of the tests that may share a process, from the folder of the project. All others have one of their own. */
export function kindsOfTests(): KindsOfTests {
  const paths = FOLDERS.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.test\.tsx?$/.test(path))
      .map((path) => join(folder, path).split(sep).join('/')),
  );
  const kinds: KindsOfTests = { plain: [], shared: [] };
  for (const path of paths.filter((one) => !one.startsWith('lib/tools/testing/'))) {
    const text = readFileSync(path, 'utf8');
    if (!READS_ENVIRONMENT.includes(path) && !STATE.test(text)) kinds.plain.push(path);
    else if (!OWN_PROCESS.test(text) && !path.startsWith('lib/tools/') && !FIRST_IN_PROCESS.includes(path))
      kinds.shared.push(path);
  }
  return kinds;
}

/** The house's rules on who may import whom, where Biome's do not reach. Tests, benches and tooling are exempt. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Import, importsOf, sourceFiles } from './import-graph';

/**
 * Each name is a file or folder of `lib/`. A level imports those above it in this list; within one, all but the domains
 * may import each other. Records stand above the other domains, which list, write and mark them by its verbs.
 */
const LEVELS = {
  pure: [
    'env',
    'errors',
    'ids',
    'clock',
    'log',
    'context',
    'rights',
    'read-input',
    'plain-line',
    'database-url',
    'time-zones',
  ],
  base: ['db', 'crypto'],
  knowledge: [
    'integrity',
    'ledger',
    'auth',
    'modules',
    'compliance',
    'queue',
    'files',
    'org-keys',
    'notices',
    'paging',
  ],
  doors: ['mutate', 'disclose', 'credentials', 'touch', 'orgs'],
  background: ['background', 'approvals'],
  records: ['records'],
  domains:
    `notes attachments views chat exports imports mass-changes reminders apps baa api-clients settings customization users audit`.split(
      ' ',
    ),
  transports: ['api', 'http', 'jobs', 'widget'],
};

/** The one short list of imports that the levels would refuse. */
const ALLOWED = [
  // The shape of a column of JSON; nothing at run time.
  /^lib\/platform\/db\/schema\/.* lib\/crm\/modules\/field-types\/type\.ts$/,
  // What a mark will change is told from what the API clients read.
  /^lib\/admin\/settings\/compliance\/field-use\.ts lib\/admin\/api-clients\/usage\.ts$/,
];

const ORDER = Object.values(LEVELS);
const TOOLING = /^lib\/(dev|testing|db\/seed)\/|\/testing\//;
const imports = sourceFiles(['app', 'components', 'lib'])
  .filter((file) => !TOOLING.test(file))
  .flatMap(importsOf);
const within = imports.filter(({ to }) => /^(app|components|lib)\//.test(to));
const OF_ACTIONS = new Set(
  sourceFiles(['app', 'components', 'lib']).filter((path) => /^'use server';/m.test(readFileSync(path, 'utf8'))),
);
const show = ({ from, to }: Import) => `${from} ${to}`;

/** `records` for `lib/crm/records/create.ts`, `mutate` for `lib/protection/mutate.ts`. */
const unitOf = (path: string) => path.split('/')[1]?.replace(/\.\w+$/, '') ?? '';
const levelOf = (path: string) => ORDER.findIndex((units) => units.includes(unitOf(path)));

test('the graph is read: every import of the project names a file that is there', () => {
  expect(imports.length).toBeGreaterThan(500);
  expect(within.filter(({ to }) => !/\.\w+$/.test(to)).map(show)).toEqual([]);
});

test('every file of lib stands on a level', () => {
  const files = sourceFiles(['lib']).filter((file) => !TOOLING.test(file));
  expect(files.filter((file) => levelOf(file) === -1)).toEqual([]);
});

test('nothing in lib imports upward, nor one domain another', () => {
  const refused = within.filter(({ from, to }) => {
    if (!from.startsWith('lib/') || unitOf(from) === unitOf(to)) return false;
    if (!to.startsWith('lib/')) return true;
    const between = ORDER[levelOf(from)] === LEVELS.domains && levelOf(from) === levelOf(to);
    return levelOf(to) > levelOf(from) || between;
  });
  expect(refused.map(show).filter((line) => !ALLOWED.some((rule) => rule.test(line)))).toEqual([]);
});

test('lib/platform/crypto imports node:crypto, the settings, errors and ids, and nothing else of ours', () => {
  const refused = imports.filter(
    ({ from, to }) =>
      from.startsWith('lib/platform/crypto/') && !/^(lib\/(crypto\/|env|errors|ids)|node:)|^canonicalize$/.test(to),
  );
  expect(refused.map(show)).toEqual([]);
});

test('only the doors of clear text import what opens', () => {
  const openers = /^lib\/(crypto\/(record|detail|stream)-open|disclose\/row)\.ts$/;
  const doors = (from: string) =>
    from.startsWith('lib/protection/disclose/') || from === 'lib/protection/credentials.ts';
  const refused = within.filter(
    ({ from, to, typeOnly }) =>
      openers.test(to) && !typeOnly && !from.startsWith('lib/platform/crypto/') && !doors(from),
  );
  expect(refused.map(show)).toEqual([]);
  expect(within.some(({ from, to }) => openers.test(to) && from.startsWith('lib/protection/disclose/'))).toBe(true);
});

test('screens import no database and no crypto', () => {
  const refused = imports.filter(
    ({ from, to }) =>
      /^(app|components)\//.test(from) && /^(drizzle-orm|postgres$|pg$|lib\/(db|crypto|dev|testing)\/)/.test(to),
  );
  expect(refused.map(show)).toEqual([]);
});

test('a component imports nothing of app', () => {
  const refused = within.filter(({ from, to }) => from.startsWith('components/') && to.startsWith('app/'));
  expect(refused.map(show)).toEqual([]);
});

test('nothing that a component runs reaches the database, crypto or Node', () => {
  const atRunTime = imports.filter(({ typeOnly }) => !typeOnly);
  const forbidden = /^(node:|drizzle-orm|postgres$|pg$|lib\/(db|crypto|env))/;
  const seen = new Set<string>();
  const follow = (file: string, path: string[]): string[][] => {
    if (forbidden.test(file)) return [[...path, file]];
    // A server action is called over the network, not loaded.
    if (seen.has(file) || OF_ACTIONS.has(file)) return [];
    seen.add(file);
    return atRunTime.filter(({ from }) => from === file).flatMap(({ to }) => follow(to, [...path, file]));
  };
  const found = sourceFiles(['components']).flatMap((file) => follow(file, []));
  expect(found.map((path) => path.join(' → '))).toEqual([]);
});

test('a file of server actions exports only actions', () => {
  const other = [...OF_ACTIONS].flatMap((path) =>
    [...readFileSync(path, 'utf8').matchAll(/^export .*$/gm)]
      .map(([line]) => line)
      .filter((line) => !/^export const \w+ = (action|answer)\(/.test(line))
      .map((line) => `${path}: ${line}`),
  );
  expect(other).toEqual([]);
  expect(OF_ACTIONS.size).toBeGreaterThan(20);
});

test('a server action stands among the components that call it, in a file that says so by its name', () => {
  expect([...OF_ACTIONS].filter((path) => !/^components\/.*\/([a-z]+-)*actions\.ts$/.test(path))).toEqual([]);
});

test('a server action is marked at the head of its file, never inside a function', () => {
  const files = sourceFiles(['app', 'components', 'lib']).filter((path) => !TOOLING.test(path));
  expect(files.filter((path) => /^\s+'use server'/m.test(readFileSync(path, 'utf8')))).toEqual([]);
});

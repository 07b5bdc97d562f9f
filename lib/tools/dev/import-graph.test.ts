/** The house's rules on who may import whom, where Biome's do not reach. Tests, benches and tooling are exempt. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Import, importsOf, sourceFiles } from './import-graph';

/**
 * The slices of `lib/`, and what of each the others may import. Ways in (pages, programs, visitors, jobs) import
 * everything, and nothing imports them.
 */
const OPEN: Record<string, 'all' | readonly string[]> = {
  platform: 'all',
  protection: 'all',
  people: ['auth', 'rights', 'notices', 'approvals', 'factors', 'mail'],
  crm: ['modules', 'records'],
  chat: [],
  admin: [],
  apps: [],
  'ways-in': [],
};

/**
 * Each name is a file or folder of a slice. A level imports those above it in this list; within one, all but the
 * features may import each other. Records stand above the other features, which list, write and mark them by its verbs.
 */
const LEVELS = {
  pure: `platform/env platform/errors platform/ids platform/clock platform/log platform/once platform/context
    platform/read-input platform/plain-line platform/refused-link platform/publish-place platform/smtp-url platform/database-url platform/time-zones platform/address-ranges
    platform/figures platform/report-kinds platform/country-table
    people/rights`,
  base: 'platform/db platform/crypto',
  knowledge: `platform/org-keys platform/queue platform/files platform/paging protection/integrity protection/ledger
    protection/compliance protection/agreements protection/accounting people/auth people/notices people/mail crm/modules`,
  doors: `protection/mutate protection/disclose protection/touch protection/credentials protection/accounting
    protection/agreements people/orgs`,
  background: 'platform/background people/approvals people/factors people/outbox',
  records: 'crm/records',
  features: `crm/notes crm/attachments crm/views crm/exports crm/imports crm/mass-changes crm/reminders
    crm/accounting crm/boards crm/calendars crm/emergency crm/home crm/related crm/reports chat
    apps admin/agreements admin/api-clients admin/settings admin/customization admin/audit admin/agreements
    people/users`,
  transports: 'ways-in/api ways-in/apps ways-in/http ways-in/jobs ways-in/scim ways-in/widget',
};

/** The one short list of imports that the levels would refuse. */
const ALLOWED = [
  // The shape of a column of JSON; nothing at run time.
  /^lib\/platform\/db\/schema\/.* lib\/crm\/modules\/field-types\/type\.ts$/,
  // Where the file scanner stands is told by the addresses of its name, which are looked up in one way.
  /^lib\/admin\/settings\/compliance\/scanner-flow\.ts lib\/apps\/outbound\/resolve\.ts$/,
  // What a mark will change is told from what the API clients read.
  /^lib\/admin\/settings\/compliance\/field-use\.ts lib\/admin\/api-clients\/usage\.ts$/,
];

const ORDER = Object.values(LEVELS).map((units) => units.split(/\s+/));
const FEATURES = Object.keys(LEVELS).indexOf('features');
const TOOLING = /^lib\/tools\/|\/testing\//;
const imports = sourceFiles(['app', 'components', 'lib'])
  .filter((file) => !TOOLING.test(file))
  .flatMap(importsOf);
const within = imports.filter(({ to }) => /^(app|components|lib)\//.test(to));
const OF_ACTIONS = new Set(
  sourceFiles(['app', 'components', 'lib']).filter((path) => /^'use server';/m.test(readFileSync(path, 'utf8'))),
);
const show = ({ from, to }: Import) => `${from} ${to}`;

const sliceOf = (path: string) => path.split('/')[1] ?? '';

/**
 * `crm/records` for `lib/crm/records/create.ts`, `protection/mutate` for `lib/protection/mutate.ts`, `chat` for all of
 * chat, `apps` for all of apps.
 */
function unitOf(path: string): string {
  const [, slice = '', unit = ''] = path.split('/');
  return slice === 'chat' || slice === 'apps' ? slice : `${slice}/${unit.replace(/\.\w+$/, '')}`;
}
const levelOf = (path: string) => ORDER.findIndex((units) => units.includes(unitOf(path)));

/** `lib/crm/records`, `lib/chat`, `components/crm/records`, `components/ui`, `e2e`. */
function partOf(path: string): string {
  const [top = '', slice = '', part = '', file] = path.split('/');
  if (top === 'lib') return `${top}/${unitOf(path)}`;
  if (top !== 'components') return top;
  return slice in OPEN && file !== undefined ? `${top}/${slice}/${part}` : `${top}/${slice}`;
}

test('the graph is read: every import of the project names a file that is there', () => {
  expect(imports.length).toBeGreaterThan(500);
  expect(within.filter(({ to }) => !/\.\w+$/.test(to)).map(show)).toEqual([]);
});

test('every file of lib stands on a level', () => {
  const files = sourceFiles(['lib']).filter((file) => !TOOLING.test(file));
  expect(files.filter((file) => levelOf(file) === -1)).toEqual([]);
});

test('a slice imports of another what that one opens', () => {
  const refused = within.filter(({ from, to }) => {
    if (!from.startsWith('lib/') || !to.startsWith('lib/') || sliceOf(from) === sliceOf(to)) return false;
    if (sliceOf(from) === 'ways-in') return false;
    const open = OPEN[sliceOf(to)];
    return open !== 'all' && !open?.includes(unitOf(to).split('/')[1] ?? '');
  });
  expect(refused.map(show).filter((line) => !ALLOWED.some((rule) => rule.test(line)))).toEqual([]);
});

test('no file imports itself by way of others, not even its types', () => {
  let circles = within;
  for (let before = 0; before !== circles.length; ) {
    before = circles.length;
    const [importing, imported] = [new Set(circles.map(({ from }) => from)), new Set(circles.map(({ to }) => to))];
    circles = circles.filter(({ from, to }) => imported.has(from) && importing.has(to));
  }
  expect(circles.map(show)).toEqual([]);
});

test('what is of the same part is named from where one stands, all else from the top', () => {
  const refused = sourceFiles(['app', 'bench', 'components', 'e2e', 'lib'])
    .flatMap(importsOf)
    .filter(({ to }) => /^(app|bench|components|e2e|lib)\//.test(to))
    .filter(({ from, to, named }) => (partOf(from) === partOf(to)) === named.startsWith('@/'));
  expect(refused.map(({ from, named }) => `${from} ${named}`)).toEqual([]);
});

test('nothing in lib imports upward, nor one feature another', () => {
  const refused = within.filter(({ from, to }) => {
    if (!from.startsWith('lib/') || unitOf(from) === unitOf(to)) return false;
    if (!to.startsWith('lib/')) return true;
    const between = levelOf(from) === FEATURES && levelOf(to) === FEATURES;
    return levelOf(to) > levelOf(from) || between;
  });
  expect(refused.map(show).filter((line) => !ALLOWED.some((rule) => rule.test(line)))).toEqual([]);
});

test('lib/platform/crypto imports node:crypto, the settings, errors, ids and the clock, and nothing else of ours', () => {
  const refused = imports.filter(
    ({ from, to }) =>
      from.startsWith('lib/platform/crypto/') &&
      !/^(lib\/platform\/(crypto\/|env|errors|ids|clock)|node:)|^canonicalize$/.test(to),
  );
  expect(refused.map(show)).toEqual([]);
});

test('only the doors of clear text import what opens', () => {
  const openers = /^lib\/(platform\/crypto\/(record|detail|stream)-open|protection\/disclose\/row)\.ts$/;
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
      /^(app|components)\//.test(from) && /^(drizzle-orm|postgres$|pg$|lib\/(platform\/(db|crypto)|tools)\/)/.test(to),
  );
  expect(refused.map(show)).toEqual([]);
});

test('a component imports nothing of app', () => {
  const refused = within.filter(({ from, to }) => from.startsWith('components/') && to.startsWith('app/'));
  expect(refused.map(show)).toEqual([]);
});

test('nothing that a component runs reaches the database, crypto or Node', () => {
  const atRunTime = imports.filter(({ typeOnly }) => !typeOnly);
  const forbidden = /^(node:|drizzle-orm|postgres$|pg$|lib\/platform\/(db|crypto|env))/;
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
      .filter((line) => !/^export const \w+ = (action|answer|command)\(/.test(line))
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

/** The web server loads `lib` more than once (`once.ts`): what must be one of each copy, and what must be one of all. */
import { readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { sourceFiles } from '@/lib/tools/dev/import-graph';
import { makeOrg } from '@/lib/tools/testing/factories';

/** Loaded by tools, tests, or the worker only, which has one copy. */
const ELSEWHERE = /^lib\/(tools|ways-in\/jobs)\/|\/testing\//;

/** Variables of a module that may be one of each copy, each with why. */
const OF_EACH_COPY: Record<string, string> = {
  'lib/platform/once.ts holder': 'the process itself',
  'lib/platform/once.ts shelf': 'what it holds',
  'lib/platform/env.ts cached': 'the environment, which does not change',
  'lib/platform/clock.ts read': 'set by tests only',
  'lib/platform/log.ts logger': 'writes each line by itself; it remembers nothing',
  'lib/protection/mutate.ts recorded': 'errors of this copy that have been recorded; no other copy throws them',
  'lib/ways-in/http/mark-requests.ts answered': 'used by the one copy that marks requests',
  'lib/ways-in/http/mark-requests.ts guarded': 'used by the one copy that marks requests',
  'lib/platform/crypto/aead.ts used': 'how much of its own pool of random bytes a copy has used; no nonce is in two',
  'lib/chat/live/stream.ts written': 'a word’s bytes; the same whoever wrote them down',
  'lib/ways-in/api/openapi-examples.ts headers': 'the text of an example',
  'lib/crm/exports/csv/bytes.ts KINDS': 'filled as it is loaded, then only read',
  'lib/crm/exports/csv/bytes.ts room': 'room that is written over at each use',
  'lib/crm/imports/columns/months.ts known': 'names of months, from the platform',
  'lib/crm/imports/columns/number-cell.ts codes': 'codes of currencies, from the platform',
  'lib/crm/modules/field-types/intl.ts numberFormats': 'made from their key alone',
  'lib/crm/modules/field-types/intl.ts dateFormats': 'made from their key alone',
  'lib/ways-in/api/api-time.ts offsets': 'made from their key alone',
  'lib/ways-in/api/api-time.ts formats': 'made from their key alone',
};

const CHANGES = 'set|add|delete|clear|push|pop|shift|unshift|splice|fill';

/** Variables at the top of a file that are changed in it: by assignment, or by what they hold. */
function stateOf(path: string): string[] {
  const text = readFileSync(path, 'utf8');
  const variables = [...text.matchAll(/^(?:export )?(let|var|const) (\w+)(: [^=\n]+)? =? ?(.*)/gm)];
  return variables.flatMap(([, kind, name = '', type = '', made = '']) => {
    if (/^once\(/.test(made) || /^: Readonly/.test(type)) return [];
    const changed = new RegExp(
      `(?<![.\\w])${name}(\\.(${CHANGES})\\(|(\\.(?!lastIndex)\\w+|\\[[^\\]]+\\])\\s*([-+*?|&]{0,2}=)[^=>])`,
    );
    // Empty, it is filled later, be it by another name; of a class of ours or a package, it has a state of its own.
    const isFilled = /^new (Map|Set|WeakMap|WeakSet)(<.*>)?\(\)/.test(made) || /^(\[\]|\{\});/.test(made);
    const isHeld = /^new (?!(Map|Set|WeakMap|WeakSet|Uint8Array|RegExp|URL|TextEncoder|TextDecoder|Intl)\b)[A-Z]/.test(
      made,
    );
    return kind !== 'const' || changed.test(text) || isFilled || isHeld ? [`${path} ${name}`] : [];
  });
}

test('whatever a module remembers is made by `once`, or is named here with why each copy may have its own', () => {
  const files = sourceFiles(['lib']).filter((path) => !ELSEWHERE.test(path));
  const found = files.flatMap(stateOf);
  expect(found.filter((one) => !(one in OF_EACH_COPY))).toEqual([]);
  expect(Object.keys(OF_EACH_COPY).filter((one) => !found.includes(one))).toEqual([]);
});

test('what `once` makes is named as its file, so no two are one by accident', () => {
  const named = sourceFiles(['app', 'components', 'lib']).flatMap((path) =>
    [...readFileSync(path, 'utf8').matchAll(/(?<![.\w])once\('([^']+)'/g)].map(([, name]) => ({ path, name })),
  );
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter(({ path, name }) => path !== `lib/${name}.ts`)).toEqual([]);
  expect(new Set(named.map(({ name }) => name)).size).toBe(named.length);
});

test('no module starts a clock when it is loaded', () => {
  const files = sourceFiles(['lib']).filter((path) => !ELSEWHERE.test(path));
  expect(files.filter((path) => /^(const \w+ = )?set(Interval|Timeout)\(/m.test(readFileSync(path, 'utf8')))).toEqual(
    [],
  );
});

/** A module loaded anew, with all that it imports: as in another bundle of the process. */
async function copyOf<T>(load: () => Promise<T>): Promise<T> {
  vi.resetModules();
  return load();
}

test('two copies of lib in a process have one pool, one id after the other, and one limit', async () => {
  const loadClient = () => import('@/lib/platform/db/client');
  const [one, other] = [await copyOf(loadClient), await copyOf(loadClient)];
  expect(one.client).not.toBe(other.client);
  expect(one.client()).toBe(other.client());

  const loadIds = () => import('@/lib/platform/ids');
  const makers = [(await copyOf(loadIds)).newId, (await copyOf(loadIds)).newId];
  const ids = Array.from({ length: 400 }, (_, n) => BigInt(makers[n % 2]?.() ?? 0));
  expect(ids).toEqual(ids.toSorted((a, b) => (a < b ? -1 : 1)));
  expect(new Set(ids).size).toBe(400);

  const loadLimits = () => import('@/lib/ways-in/widget/rate-limits');
  const doors = [await copyOf(loadLimits), await copyOf(loadLimits)];
  const caller = { visitorId: '1', address: '192.0.2.7' };
  for (let n = 0; n < 10; n += 1) await doors[n % 2]?.countCall('conversation', caller);
  for (const { countCall } of doors) await expect(countCall('conversation', caller)).rejects.toThrow(/too often/);
});

test('two copies of lib in a process hear by one connection, and read an organisation’s metadata and keys once', async () => {
  const { orgId } = await makeOrg();
  const loadBus = () => import('@/lib/chat/live/bus');
  const [one, other] = [await copyOf(loadBus), await copyOf(loadBus)];
  const end = await one.subscribe({ orgId, hear() {} });
  expect([one.subscriptions(), other.subscriptions()]).toEqual([1, 1]);
  await other.stopListening();
  end();

  const load = async () => ({
    ...(await import('@/lib/platform/db/transaction')),
    ...(await import('@/lib/crm/modules/metadata')),
    ...(await import('@/lib/platform/org-keys')),
  });
  const reading = ({ inOrg, metadataOf, keysOf }: Awaited<ReturnType<typeof load>>) =>
    inOrg(orgId, async (tx) => ({ metadata: await metadataOf(tx), keys: await keysOf(tx) }));
  const first = await reading(await copyOf(load));
  const second = await reading(await copyOf(load));
  expect(second.metadata).toBe(first.metadata);
  expect(second.keys).toBe(first.keys);
});

test('an error of one copy of lib is known by the others, by its kind', async () => {
  const load = async () => ({
    ...(await import('@/lib/platform/errors')),
    ...(await import('@/lib/platform/crypto/open-error')),
  });
  const [one, other] = [await copyOf(load), await copyOf(load)];
  const failed = new one.OpenError();
  expect(failed.constructor).not.toBe(other.OpenError);
  expect(failed instanceof other.OpenError).toBe(true);
  expect(failed instanceof other.CareledgerError).toBe(true);
  expect(failed instanceof other.TruncatedError).toBe(false);
  expect(other.invalid('x') instanceof one.OpenError).toBe(false);
  for (const nothing of [null, undefined, 'text', {}, Object.create(null), new Error('x')]) {
    expect(nothing instanceof one.CareledgerError).toBe(false);
  }
});

test('each class of our errors has a kind of its own', () => {
  const classes = sourceFiles(['lib']).flatMap((path) => {
    const text = readFileSync(path, 'utf8');
    return [...text.matchAll(/class (\w+) extends (\w*Error) \{([^}]*)/g)]
      .filter(([, , parent]) => parent !== 'Error')
      .map(([, name, , body]) => ({
        name,
        hasKind: body?.includes(`kind = '${name}'`) || body?.includes(`kind: string = '${name}'`),
      }));
  });
  expect(classes.length).toBeGreaterThan(3);
  expect(classes.filter(({ hasKind }) => !hasKind)).toEqual([]);
});

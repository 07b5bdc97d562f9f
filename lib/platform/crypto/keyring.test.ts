import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { beforeEach, describe, expect, test } from 'vitest';
import { newId } from '@/lib/platform/ids';
import { createDataKey, type DataKeyRow, openKeyring, type Purpose, type RootKeyProvider } from './keyring';
import { envProvider } from './providers/env';

const PURPOSES: Record<Purpose, true> = {
  record: true,
  'blind-index': true,
  unique: true,
  file: true,
  'ledger-detail': true,
  'ledger-signing': true,
  'ledger-entry': true,
  'ledger-subject': true,
  'envelope-commitment': true,
  credential: true,
  'conversation-key': true,
  'request-digest': true,
  position: true,
  'value-lock': true,
  job: true,
  policy: true,
  bearer: true,
  mail: true,
};
const purposes = Object.keys(PURPOSES) as Purpose[];

let provider: RootKeyProvider;
let orgId: string;
let row: DataKeyRow;

beforeEach(async () => {
  provider = envProvider(randomBytes(32).toString('hex'));
  orgId = newId();
  row = await createDataKey(orgId, provider);
});

describe('a data key', () => {
  test('opens with its root key and derives the same keys every time', async () => {
    const [first, second] = await Promise.all([openKeyring([row], provider), openKeyring([row], provider)]);
    expect(first.current).toBe(row.id);
    expect(first.derive('record', '7')).toEqual(second.derive('record', '7'));
  });

  test('is not in its row', async () => {
    let dataKey = '';
    const watching: RootKeyProvider = {
      ...provider,
      wrap: (key, aad) => {
        dataKey = key.toString('hex');
        return provider.wrap(key, aad);
      },
    };
    const made = await createDataKey(orgId, watching);
    const stored = Buffer.concat([made.wrapped, made.checkValue]).toString('hex');
    expect(dataKey).toHaveLength(64);
    expect(stored).not.toContain(dataKey);
  });

  test('is wrapped with associated data of its own org and id, the same when it is unwrapped', async () => {
    const seen: string[] = [];
    const watching: RootKeyProvider = {
      ...provider,
      wrap: (key, aad) => {
        seen.push(aad.toString());
        return provider.wrap(key, aad);
      },
      unwrap: (wrapped, aad) => {
        seen.push(aad.toString());
        return provider.unwrap(wrapped, aad);
      },
    };
    const made = await createDataKey(orgId, watching);
    await openKeyring([made], watching);
    await createDataKey(newId(), watching, made);
    await createDataKey(orgId, watching);
    expect(seen[1]).toBe(seen[0]);
    expect(new Set(seen).size).toBe(3);
  });

  test('is another one each time', async () => {
    const rows = await Promise.all([1, 2, 3].map(() => createDataKey(orgId, provider)));
    const keys = await openKeyring(rows, provider);
    expect(new Set(rows.map(({ id }) => keys.derive('record', '7', id).toString('hex'))).size).toBe(3);
  });
});

describe('a key that does not open is named in one line', () => {
  const refused = async (wrong: DataKeyRow, by: RootKeyProvider = provider) => {
    const error = await openKeyring([wrong], by).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'WrongRootKeyError', code: 'internal' });
    const { message } = error as Error;
    for (const word of [wrong.id, wrong.orgId, by.id, wrong.provider]) expect(message).toContain(word);
    expect(message).not.toContain('\n');
  };

  test('under another root key', () => refused(row, envProvider(randomBytes(32).toString('hex'))));
  test('moved to another org', () => refused({ ...row, orgId: newId() }));
  test('moved to another id', () => refused({ ...row, id: newId() }));
  test('with a wrapped key of another row', async () => {
    const other = await createDataKey(orgId, provider);
    await refused({ ...row, wrapped: other.wrapped });
  });
  test('with its bytes changed, cut or extended', async () => {
    const { wrapped } = row;
    for (let at = 0; at < wrapped.length; at++) {
      const changed = Buffer.from(wrapped);
      changed[at] = (changed[at] as number) ^ 1;
      await refused({ ...row, wrapped: changed });
    }
    await refused({ ...row, wrapped: wrapped.subarray(1) });
    await refused({ ...row, wrapped: Buffer.concat([wrapped, Buffer.of(0)]) });
    await refused({ ...row, wrapped: Buffer.alloc(0) });
  });
  test('when its key-check value is another, shorter or missing', async () => {
    await refused({ ...row, checkValue: randomBytes(32) });
    await refused({ ...row, checkValue: row.checkValue.subarray(0, 16) });
    await refused({ ...row, checkValue: Buffer.alloc(0) });
  });
  test('when the provider gives back another key than it was given', () =>
    refused(row, { ...provider, unwrap: async () => randomBytes(32) }));
  test('when the provider gives back something that is no key', () =>
    refused(row, { ...provider, unwrap: async () => Buffer.alloc(0) }));
  test('when only one of several is wrong', async () => {
    const wrong = { ...row, checkValue: randomBytes(32) };
    const rows = [await createDataKey(orgId, provider), wrong];
    await expect(openKeyring(rows, provider)).rejects.toThrow(wrong.id);
  });
});

describe('which key', () => {
  test('the newest that is not retired seals, the oldest makes tokens, whatever the order of rows', async () => {
    const rows = [row, await createDataKey(orgId, provider), await createDataKey(orgId, provider)] as const;
    const retired = { ...rows[2], retiredAt: new Date() };
    for (const order of [
      [rows[0], rows[1], retired],
      [retired, rows[1], rows[0]],
    ]) {
      const keys = await openKeyring(order, provider);
      expect([keys.first, keys.current]).toEqual([rows[0].id, rows[1].id]);
      expect(keys.has(retired.id)).toBe(true);
    }
  });

  test('ids are compared as numbers', async () => {
    const at = (id: string) => createDataKey(orgId, provider, { id, createdAt: new Date() });
    const keys = await openKeyring([await at('1000'), await at('999')], provider);
    expect([keys.first, keys.current]).toEqual(['999', '1000']);
  });

  test('no key, only retired ones, or keys of two orgs are refused', async () => {
    await expect(openKeyring([], provider)).rejects.toThrow('without a data key');
    await expect(openKeyring([{ ...row, retiredAt: new Date() }], provider)).rejects.toThrow('is retired');
    const other = await createDataKey(newId(), provider);
    await expect(openKeyring([row, other], provider)).rejects.toThrow('keys of one organisation');
  });

  test('an id that is not there is refused', async () => {
    const keys = await openKeyring([row], provider);
    expect(keys.has('12')).toBe(false);
    expect(() => keys.derive('record', '7', '12')).toThrow('has no data key 12');
  });
});

describe('derived keys', () => {
  test('no two purposes, scopes or data keys share one', async () => {
    const rows = [row, await createDataKey(orgId, provider)];
    const keys = await openKeyring(rows, provider);
    const made = rows.flatMap(({ id }) =>
      purposes.flatMap((purpose) => ['', '7', '8'].map((scope) => keys.derive(purpose, scope, id).toString('hex'))),
    );
    expect(new Set(made).size).toBe(2 * purposes.length * 3);
  });

  test('overwriting the bytes one was given changes nothing for the next', async () => {
    const keys = await openKeyring([row], provider);
    const before = keys.derive('ledger-signing', '').toString('hex');
    keys.derive('ledger-signing', '').fill(0);
    expect(keys.derive('ledger-signing', '').toString('hex')).toBe(before);
  });

  test('stay the same when more scopes are used than are kept', async () => {
    const keys = await openKeyring([row], provider);
    const before = keys.derive('record', '0');
    for (let scope = 0; scope < 5000; scope++) keys.key('record', String(scope));
    expect(keys.derive('record', '0')).toEqual(before);
  });
});

test('keys never print', async () => {
  const keys = await openKeyring([row], provider);
  const secret = keys.derive('record', '7').toString('hex');
  expect([String(keys), inspect(keys), JSON.stringify(keys)]).toEqual(['[keys]', '[keys]', '"[keys]"']);
  const everything = inspect(keys, { showHidden: true, customInspect: false, depth: 9 });
  expect(everything).not.toContain(secret.slice(0, 8));
  expect(everything).not.toContain('Secret');
});

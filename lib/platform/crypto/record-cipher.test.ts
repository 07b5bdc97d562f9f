import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { newId } from '@/lib/platform/ids';
import { createDataKey, type OrgKeys, openKeyring } from './keyring';
import { OpenError } from './open-error';
import { envProvider } from './providers/env';
import { amend, type SealContext, type StoredValue, sealValues } from './record-cipher';
import { encodeValues } from './record-encode';
import { open } from './record-open';
import { Sealed } from './sealed';
import { makeKeys } from './testdata/org-keys';

const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary', minLength: 50, maxLength: 300 }));
const value: fc.Arbitrary<StoredValue> = fc.oneof(
  text,
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.array(text, { maxLength: 4 }),
);
const name = fc.oneof(fc.stringMatching(/^[A-Za-z][A-Za-z0-9_]{0,30}$/), fc.constantFrom('toString', 'hasOwnProperty'));
const values = fc.dictionary(name, value, { maxKeys: 16, noNullPrototype: true });
const someValues = fc.dictionary(name, value, { minKeys: 1, maxKeys: 8, noNullPrototype: true });

const patient = { SSN: '999-54-1234', Date_of_Birth: '1987-03-12', Allergies: ['Peanut', 'Latex'], Weight: 71.5 };

let keys: OrgKeys;
let context: SealContext;

beforeAll(async () => {
  keys = await makeKeys();
  context = { orgId: keys.orgId, module: newId(), recordId: newId() };
});

function seal(record: Record<string, StoredValue>): Sealed {
  const sealed = sealValues(record, keys, context);
  if (!sealed) throw new Error('nothing was sealed');
  return sealed;
}

function altered(sealed: Sealed, change: (bytes: Buffer) => Buffer | undefined): Sealed {
  const bytes = Buffer.from(sealed.toBytes());
  return Sealed.fromBytes(change(bytes) ?? bytes);
}

function failure(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    return error;
  }
}

describe('sealing and opening', () => {
  test('every value comes back exactly as it was', () => {
    fc.assert(
      fc.property(someValues, (record) => {
        expect(open(seal(record), Object.keys(record), keys, context)).toStrictEqual(record);
      }),
      { numRuns: 500 },
    );
  });

  test('values longer than the kept buffer come back too', () => {
    const record = { Notes: 'Ä"\n'.repeat(40_000), History: 'x'.repeat(32_000) };
    expect(open(seal(record), ['History', 'Notes'], keys, context)).toStrictEqual(record);
  });

  test('gives only the fields named, in any order, and nothing for those it does not hold', () => {
    fc.assert(
      fc.property(someValues, fc.infiniteStream(fc.boolean()), (record, choice) => {
        const asked = Object.keys(record)
          .filter(() => choice.next().value)
          .reverse();
        const expected = Object.fromEntries(Object.entries(record).filter(([each]) => asked.includes(each)));
        expect(open(seal(record), [...asked, 'Not_Held'], keys, context)).toStrictEqual(expected);
      }),
    );
  });

  test('a record without sealed values stores nothing', () => {
    expect(sealValues({}, keys, context)).toBeNull();
  });

  test('no value and no field name stands in the sealed bytes', () => {
    const bytes = seal(patient).toBytes().toString('latin1');
    for (const word of ['999-54', '1987-', 'Peanut', 'Allergies', 'Date_of_Birth']) expect(bytes).not.toContain(word);
  });

  test('sealing the same values again gives other bytes', () => {
    expect(seal(patient).toBytes()).not.toEqual(seal(patient).toBytes());
  });

  test('the clear form does not stay in memory that is kept', () => {
    const kept = encodeValues(patient);
    expect(kept.includes(patient.SSN)).toBe(true);
    seal(patient);
    expect(kept.every((byte) => byte === 0)).toBe(true);
  });

  test('ten thousand sealings use ten thousand nonces', () => {
    const nonces = Array.from({ length: 10_000 }, () => seal({ a: true }).toBytes().subarray(9, 21).toString('hex'));
    expect(new Set(nonces).size).toBe(10_000);
  });
});

describe('what cannot be kept is refused, naming the field and not the value', () => {
  test('half of a surrogate pair, alone and in a list', () => {
    const wrong = 'secret\ud800';
    for (const bad of [wrong, ['fine', wrong], `${wrong}${'x'.repeat(100)}`]) {
      const error = failure(() => seal({ Nickname: bad }));
      expect(error).toMatchObject({ code: 'invalid', fields: { Nickname: 'is not valid Unicode text' } });
      expect(String(error)).not.toContain('secret');
    }
  });

  test.each([
    ['NaN', Number.NaN],
    ['infinity', Number.POSITIVE_INFINITY],
    ['null', null],
    ['undefined', undefined],
  ])('%s', (_what, bad) => {
    expect(() => seal({ Weight: bad as unknown as StoredValue })).toThrow('The value of Weight cannot be sealed.');
  });

  test('a name that is not ASCII, too long, or __proto__', () => {
    for (const bad of ['Größe', 'x'.repeat(255), '__proto__']) {
      const record = JSON.parse(`{${JSON.stringify(bad)}:"secret"}`) as Record<string, StoredValue>;
      expect(() => seal(record)).toThrow('cannot be sealed');
    }
  });

  test('keys of another org', async () => {
    const others = await makeKeys();
    expect(() => sealValues(patient, others, context)).toThrow('are not those of');
  });
});

describe('an envelope opens unchanged and in its own place only', () => {
  const refuses = (sealed: Sealed, place: SealContext = context, with_: OrgKeys = keys) => {
    const error = failure(() => open(sealed, ['SSN'], with_, place));
    expect(error).toBeInstanceOf(OpenError);
    expect(error).toMatchObject({ code: 'internal', message: 'A sealed value could not be opened.', facts: {} });
    expect((error as OpenError).cause).toBeUndefined();
  };

  test('every bit counts', () => {
    const sealed = seal(patient);
    for (let bit = 0; bit < sealed.toBytes().length * 8; bit++) {
      refuses(
        altered(sealed, (bytes) => {
          bytes[bit >> 3] = (bytes[bit >> 3] as number) ^ (1 << (bit & 7));
          return bytes;
        }),
      );
    }
  });

  test('bytes added at the end, at the start or in between are refused', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), fc.nat(), (extra, where) => {
        const sealed = seal(patient);
        const at = where % (sealed.toBytes().length + 1);
        refuses(altered(sealed, (bytes) => Buffer.concat([bytes.subarray(0, at), extra, bytes.subarray(at)])));
      }),
    );
  });

  test('every shorter length is refused, down to nothing', () => {
    const sealed = seal(patient);
    for (let length = 0; length < sealed.toBytes().length; length++) {
      refuses(altered(sealed, (bytes) => bytes.subarray(0, length)));
    }
  });

  test('random bytes are refused', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => refuses(Sealed.fromBytes(Buffer.from(bytes)))));
  });

  test('another record, another module and another org are refused', async () => {
    const sealed = seal(patient);
    refuses(sealed, { ...context, recordId: newId() });
    refuses(sealed, { ...context, module: newId() });
    const others = await makeKeys();
    refuses(sealed, { ...context, orgId: others.orgId }, others);
  });

  test('another org is refused even when it holds the very same data key', async () => {
    const provider = envProvider('ab'.repeat(32));
    const same = { ...provider, unwrap: async () => Buffer.alloc(32, 7) };
    const keyId = newId();
    const open1 = async (orgId: string) => {
      const row = await createDataKey(orgId, provider, { id: keyId, createdAt: new Date() });
      return openKeyring([row], same).catch((error: unknown) => error);
    };
    // The key-check value is bound to the org, so the planted key is noticed when it is loaded.
    expect(await open1(newId())).toMatchObject({ name: 'WrongRootKeyError' });
  });

  test('swapping the record and module ids is refused', () => {
    refuses(seal(patient), { ...context, module: context.recordId, recordId: context.module });
  });

  test('amend refuses what open refuses', () => {
    const elsewhere = { ...context, recordId: newId() };
    expect(() => amend(seal(patient), { SSN: '1' }, keys, elsewhere)).toThrow(OpenError);
  });
});

describe('amend', () => {
  test('is the same as changing the values before sealing', () => {
    const changes = fc.dictionary(name, fc.option(value, { nil: undefined }), { maxKeys: 8, noNullPrototype: true });
    fc.assert(
      fc.property(values, changes, (record, change) => {
        const merged = { ...record, ...change };
        const expected = Object.fromEntries(Object.entries(merged).filter(([, each]) => each !== undefined));
        const amended = amend(sealValues(record, keys, context), change, keys, context);
        const names = Object.keys(merged);
        expect(amended ? open(amended, names, keys, context) : {}).toStrictEqual(expected);
        expect(amended === null).toBe(Object.keys(expected).length === 0);
      }),
    );
  });

  test('leaves the envelope it was given as it was', () => {
    const sealed = seal(patient);
    amend(sealed, { SSN: undefined }, keys, context);
    expect(open(sealed, ['SSN'], keys, context)).toEqual({ SSN: patient.SSN });
  });

  test('hands out nothing that prints a value', () => {
    expect(JSON.stringify(amend(seal(patient), { Weight: 72 }, keys, context))).toBe('"[sealed]"');
  });
});

describe('after a new data key', () => {
  test('the old envelope still opens, and amending it with no changes seals it under the new one', async () => {
    const provider = envProvider('cd'.repeat(32));
    const orgId = newId();
    const place = { orgId, module: newId(), recordId: newId() };
    const old = await createDataKey(orgId, provider);
    const sealed = sealValues(patient, await openKeyring([old], provider), place);
    const fresh = await createDataKey(orgId, provider);
    const both = await openKeyring([{ ...old, retiredAt: new Date() }, fresh], provider);

    expect(open(sealed as Sealed, ['SSN'], both, place)).toEqual({ SSN: patient.SSN });
    const again = amend(sealed, {}, both, place) as Sealed;
    expect(again.toBytes().readBigUInt64BE(1).toString()).toBe(fresh.id);
    expect(open(again, ['SSN'], await openKeyring([fresh], provider), place)).toEqual({ SSN: patient.SSN });
    expect(() => open(sealed as Sealed, ['SSN'], both, { ...place, recordId: newId() })).toThrow(OpenError);
  });
});

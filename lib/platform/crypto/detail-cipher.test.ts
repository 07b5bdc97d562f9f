import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { sealText, type TextPurpose } from './detail-cipher';
import { openText } from './detail-open';
import type { OrgKeys } from './keyring';
import { OpenError } from './open-error';
import { sealValues } from './record-cipher';
import { Sealed } from './sealed';
import { makeKeys } from './testdata/org-keys';

const PURPOSES: TextPurpose[] = ['ledger-detail', 'credential', 'job'];
let keys: OrgKeys;

beforeAll(async () => {
  keys = await makeKeys();
});

test('every text comes back as it was, the empty one too', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.constantFrom(...PURPOSES), (text, purpose) => {
      const sealed = sealText(purpose, text, keys, ['entry', '12']);
      expect(openText(purpose, sealed, keys, ['entry', '12'])).toBe(text);
    }),
  );
});

test('opens for no other purpose, org or associated data', async () => {
  const sealed = sealText('ledger-detail', 'old and new', keys, ['entry', '12']);
  const others = await makeKeys(keys.orgId);
  expect(() => openText('credential', sealed, keys, ['entry', '12'])).toThrow(OpenError);
  expect(() => openText('job', sealed, keys, ['entry', '12'])).toThrow(OpenError);
  expect(() => openText('ledger-detail', sealed, others, ['entry', '12'])).toThrow(OpenError);
  for (const aad of [['entry', '13'], ['entry'], ['entry1', '2'], ['entry', '12', ''], []]) {
    expect(() => openText('ledger-detail', sealed, keys, aad)).toThrow(OpenError);
  }
});

test('every bit counts', () => {
  const bytes = sealText('credential', 'secret', keys, ['webhook']).toBytes();
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const changed = Buffer.from(bytes);
    changed[bit >> 3] = (changed[bit >> 3] as number) ^ (1 << (bit & 7));
    expect(() => openText('credential', Sealed.fromBytes(changed), keys, ['webhook'])).toThrow(OpenError);
  }
});

test("a record's envelope does not open as a text", () => {
  const sealed = sealValues({ SSN: '1' }, keys, { orgId: keys.orgId, module: '5', recordId: '6' }) as Sealed;
  for (const purpose of PURPOSES) expect(() => openText(purpose, sealed, keys, ['6'])).toThrow(OpenError);
});

test('a text that UTF-8 cannot keep is refused without being shown', () => {
  expect(() => sealText('job', 'secret\udc00', keys, [])).toThrow('A text for job is not valid Unicode.');
});

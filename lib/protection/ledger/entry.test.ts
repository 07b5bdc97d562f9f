import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { expect, test } from 'vitest';
import { type Entry, encodeEntry, leafHashOf } from './entry';

const entry: Entry = {
  orgId: '11',
  id: '12',
  at: new Date('2026-02-03T04:05:06.007Z'),
  action: 'record.update',
  outcome: 'done',
  actorKind: 'user',
  actorId: '13',
  actorName: 'Olga “Ö” Operator',
  requestId: 'r-1',
  ip: '192.0.2.1',
  module: 'Contacts',
  recordId: '14',
  subjectId: null,
  door: null,
  purpose: null,
  fields: ['Last_Name', 'Phone'],
  facts: '{"n":1}',
  sealedDetail: Buffer.from([1, 2, 3]),
  salt: Buffer.alloc(16, 7),
};

test('the format is fixed: names in the order of RFC 8785, ids as text, bytes as Base64 and hexadecimal', () => {
  expect(encodeEntry(entry)).toBe(
    '{"action":"record.update","actor":{"id":"13","kind":"user","name":"Olga “Ö” Operator"},"at":"2026-02-03T04:05:06.007Z",' +
      '"detail":"AQID","door":null,"facts":"{\\"n\\":1}","fields":["Last_Name","Phone"],"id":"12","ip":"192.0.2.1",' +
      '"module":"Contacts","org":"11","outcome":"done","purpose":null,"record":"14","request":"r-1",' +
      '"salt":"07070707070707070707070707070707","subject":null,"v":1}',
  );
});

test('the encoding is RFC 8785 as the library writes it, whatever the texts hold', () => {
  const odd = { ...entry, actorName: '"\\\u2028é\u0001\u{1f600}', fields: ['z', 'A', 'é'], purpose: 'other' };
  for (const one of [entry, odd]) expect(encodeEntry(one)).toBe(canonicalize(JSON.parse(encodeEntry(one))));
});

test('the leaf hash is that of RFC 6962: SHA-256 of a zero byte and the text as UTF-8', () => {
  const expected = createHash('sha256')
    .update(Buffer.from([0]))
    .update(Buffer.from(encodeEntry(entry), 'utf8'))
    .digest();
  expect(leafHashOf(entry).equals(expected)).toBe(true);
});

test('every part of an entry is covered by its leaf hash', () => {
  const changed: Partial<Entry>[] = [
    { orgId: '1' },
    { id: '1' },
    { at: new Date('2026-02-03T04:05:06.008Z') },
    { action: 'record.create' },
    { outcome: 'refused' },
    { actorKind: 'client' },
    { actorId: '1' },
    { actorName: 'Olga' },
    { requestId: 'r-2' },
    { ip: null },
    { module: 'Leads' },
    { recordId: '1' },
    { subjectId: '1' },
    { door: 'export' },
    { purpose: 'treatment' },
    { fields: ['Phone', 'Last_Name'] },
    { facts: '{"n":2}' },
    { sealedDetail: null },
    { salt: Buffer.alloc(16, 8) },
  ];
  expect(changed.map((part) => Object.keys(part)[0]).sort()).toEqual(Object.keys(entry).sort());
  const hashes = changed.map((part) => leafHashOf({ ...entry, ...part }).toString('hex'));
  expect(new Set([leafHashOf(entry).toString('hex'), ...hashes]).size).toBe(changed.length + 1);
});

import { expect, test } from 'vitest';
import { ACTION_NAMES } from '../action-groups';
import type { Entry } from '../entry';
import { cefOf } from './cef';
import { type Streamed, streamedOf } from './streamed';
import { framed, syslogOf, syslogOfCheckpoint, syslogOfGone } from './syslog';
import { readCef, readSyslog } from './testing/read-back';

const HOST = 'careledger.example.org';
const leaf = Buffer.alloc(32, 7);
const place = { origin: 'careledger/7', incarnation: 1, sequence: 41, leaf };

const entry: Entry = {
  orgId: '7',
  id: '7300000000000000001',
  at: new Date('2026-11-30T12:00:00.123Z'),
  action: 'record.reveal',
  outcome: 'done',
  actorKind: 'user',
  actorId: '12',
  actorName: 'Ada Secret',
  requestId: 'req',
  ip: '192.0.2.7',
  module: 'Contacts',
  recordId: '99',
  subjectId: null,
  door: 'screen',
  purpose: 'Secret purpose',
  fields: ['Secret_Field'],
  facts: '{"secret":"Secret fact"}',
  sealedDetail: Buffer.from('Secret detail'),
  salt: Buffer.alloc(16),
};
const event = streamedOf(entry, place);
/** As nobody's module is called; what a value can hold at worst. */
const hostile: Streamed = { ...event, module: 'a"]\\[b=c|d\r\n<1>1 é' };

test('a message reads back as RFC 5424, with all that it says', () => {
  const { data, ...head } = readSyslog(syslogOf(event, HOST));
  expect(head).toEqual({
    pri: 110,
    timestamp: entry.at.toISOString(),
    hostname: HOST,
    appName: 'careledger',
    procId: '-',
    msgId: 'record.reveal',
    message: '',
  });
  expect(data.meta).toEqual({ sequenceId: '42' });
  expect(data['careledger@32473']).toEqual({
    origin: 'careledger/7',
    incarnation: '1',
    sequence: '41',
    leaf: leaf.toString('base64'),
    entry: entry.id,
    action: 'record.reveal',
    outcome: 'done',
    actorKind: 'user',
    actor: '12',
    ip: '192.0.2.7',
    module: 'Contacts',
    record: '99',
    door: 'screen',
  });
});

test('no name, field, fact, purpose or detail is in any form', () => {
  for (const text of [syslogOf(event, HOST), cefOf(event)]) expect(text).not.toMatch(/secret|ada/i);
});

test('whatever stands in a value, it ends neither the value nor the message', () => {
  const message = syslogOf(hostile, HOST);
  expect(readSyslog(message).data['careledger@32473']).toMatchObject({ module: hostile.module, record: '99' });
  const line = cefOf(hostile);
  expect(line).not.toMatch(/[\r\n]/);
  expect(readCef(line).fields).toMatchObject({ cs1: hostile.module, cs2: '99' });
});

test('every act is a message with an id of at most 32 characters, which no two share', () => {
  const ids = ACTION_NAMES.map((action) => syslogOf({ ...event, action }, HOST).split(' ')[5] ?? '');
  expect(ids.every((id) => /^[\x21-\x7e]{1,32}$/.test(id))).toBe(true);
  expect(new Set(ids).size).toBe(ACTION_NAMES.length);
});

test('a line of CEF reads back', () => {
  const { message } = readSyslog(syslogOf(event, HOST, cefOf(event)));
  expect(readCef(message)).toMatchObject({
    head: ['CEF:0', 'Careledger', 'Careledger', '1', 'record.reveal', 'Revealed personal health data', '3'],
    fields: {
      externalId: entry.id,
      rt: String(entry.at.getTime()),
      act: 'record.reveal',
      outcome: 'success',
      suid: '12',
      src: '192.0.2.7',
      deviceExternalId: 'careledger/7',
    },
  });
  expect(cefOf({ ...event, ip: '2001:db8::7' })).toContain('c6a2Label=Source IPv6 Address c6a2=2001:db8::7');
});

test('what was refused, and what was found changed, stand out; a visitor’s address is not told', () => {
  expect(syslogOf({ ...event, outcome: 'refused' }, HOST)).toMatch(/^<108>1 /);
  expect(syslogOf({ ...event, action: 'integrity.failed' }, HOST)).toMatch(/^<106>1 /);
  expect(cefOf({ ...event, outcome: 'refused' })).toContain('|6|');
  expect(cefOf({ ...event, action: 'integrity.failed' })).toContain('|9|');
  expect(streamedOf({ ...entry, actorKind: 'visitor' }, place).ip).toBeNull();
});

test('an entry without a body, and a checkpoint, are messages too', () => {
  const gone = readSyslog(syslogOfGone({ ...place, id: entry.id }, HOST));
  expect(gone).toMatchObject({ msgId: 'gone', data: { meta: { sequenceId: '42' } } });
  expect(gone.data['careledger@32473']).toMatchObject({ sequence: '41', leaf: leaf.toString('base64') });
  const note = 'careledger/7\n1\nroot\n\n— careledger/7 sig\n';
  const checkpoint = readSyslog(syslogOfCheckpoint({ origin: 'careledger/7', size: 42, incarnation: 1, note }, HOST));
  expect(Buffer.from(checkpoint.data['careledger@32473']?.note ?? '', 'base64').toString()).toBe(note);
});

test('each message is counted in bytes, not in characters', () => {
  expect(framed(['é', 'ab']).toString()).toBe('2 é2 ab');
});

test('the number that syslog has a place for begins anew at its end, and ours goes on', () => {
  const message = syslogOf({ ...event, sequence: 2_147_483_647 }, HOST);
  expect(message).toContain('sequenceId="1"');
  expect(message).toContain('sequence="2147483647"');
});

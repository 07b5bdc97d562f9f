import { describe, expect, test } from 'vitest';
import { ACTION_NAMES, actionsIn, GROUP_NAMES } from '@/lib/protection/ledger/action-groups';
import { auditQuerySchema, filterOf, readAddress } from './query';

const now = new Date('2026-03-10T18:00:00Z');
const zone = 'America/Chicago';
const timesOf = (query: object, timeZone = zone) => {
  const { from, to } = filterOf(auditQuerySchema.parse(query), timeZone, now);
  return { from, to };
};

describe('times', () => {
  test('without a range the last 30 days, from midnight in the asker’s zone', () => {
    expect(timesOf({})).toEqual({ from: '2026-02-09T06:00:00.000Z', to: undefined });
    expect(timesOf({}, 'Asia/Tokyo')).toEqual({ from: '2026-02-09T15:00:00.000Z', to: undefined });
  });

  test('24 hours are counted by the clock', () => {
    expect(timesOf({ range: '24h' })).toEqual({ from: '2026-03-09T18:00:00.000Z', to: undefined });
  });

  test('all time has no edge', () => {
    expect(timesOf({ range: 'all' })).toEqual({ from: undefined, to: undefined });
  });

  test('days from and to are both included, also where the clock was put forward', () => {
    expect(timesOf({ range: 'custom', from: '2026-03-08', to: '2026-03-08' })).toEqual({
      from: '2026-03-08T06:00:00.000Z',
      to: '2026-03-09T05:00:00.000Z',
    });
    expect(timesOf({ range: 'custom', to: '2026-03-01' })).toEqual({ from: undefined, to: '2026-03-02T06:00:00.000Z' });
  });
});

test('a group of actions means each of them, and every action is in one group', () => {
  const { actions } = filterOf(auditQuerySchema.parse({ action: 'group:phi' }), zone, now);
  expect(actions).toContain('record.reveal');
  expect(actions).not.toContain('record.create');
  expect(GROUP_NAMES.flatMap(actionsIn).sort()).toEqual([...ACTION_NAMES].sort());
});

test('one action means itself', () => {
  expect(filterOf(auditQuerySchema.parse({ action: 'record.reveal' }), zone, now).actions).toEqual(['record.reveal']);
});

test.each([
  { user: 'abc' },
  { user: "1' or 1=1" },
  { record: '99999999999999999999' },
  { action: 'record.fly' },
  { outcome: 'maybe' },
  { range: '1y' },
  { range: 'custom', from: '2026-02-30' },
  { range: 'custom', to: 'yesterday' },
])('refuses %o', (query) => {
  expect(auditQuerySchema.safeParse(query).success).toBe(false);
});

test('an address is read, what is empty or unknown in it left out', () => {
  expect(readAddress({ user: '', module: 'Contacts', after: '12', utm: 'x' })).toEqual({
    query: { module: 'Contacts', range: '30d' },
    page: { after: '12' },
  });
});

test.each([{ user: ['1', '2'] }, { after: 'x' }, { action: 'x' }])(
  'an address like %o is not read at all',
  (address) => {
    expect(readAddress(address)).toBeNull();
  },
);

import { describe, expect, test } from 'vitest';
import type { LedgerAction } from '@/lib/protection/ledger/actions';
import { DEFAULT_REVIEW_SETTINGS as DEFAULTS } from '../settings-schema';
import { findAll, RULE_NAMES, RULES } from './all';
import { atNight } from './at-night';
import { bulkReveal } from './bulk-reveal';
import { dormantAccount } from './dormant-account';
import { firstExport } from './first-export';
import { noOpenActivity } from './no-open-activity';
import { refusedAttempts } from './refused-attempts';
import { type Act, type Evidence, pairOf } from './rule';
import { sameSurname } from './same-surname';

const [OLGA, PETE] = ['1', '2'];
let made = 0;

function act(action: LedgerAction, at: string, more: Partial<Act> = {}): Act {
  made += 1;
  const whose = { personId: OLGA, personName: 'Olga Bell', byProgram: false };
  const place = { module: 'Contacts', recordId: '70' };
  return { id: String(1000 + made), at: new Date(at), action, outcome: 'done', ...whose, ...place, ...more };
}

const acts = (count: number, make: (n: number) => Act): Act[] => Array.from({ length: count }, (_, n) => make(n));

function evidence(given: Partial<Evidence> & { acts: readonly Act[] }): Evidence {
  return {
    recent: given.acts,
    zones: new Map(),
    zonesBefore: new Map(),
    usual: new Map(),
    lastBefore: new Map(),
    firstTimes: new Set(),
    sameSurname: new Set(),
    busyWith: new Set(),
    ...given,
  };
}

const NOON = '2026-11-30T12:00:00Z';

describe('many reveals within an hour', () => {
  const settings = { on: true, atLeast: 5, times: 3 };
  const reveals = (count: number, more: Partial<Act> = {}) => acts(count, () => act('record.reveal', NOON, more));

  test('are found from the threshold on, with all of that hour', () => {
    expect(bulkReveal.find(evidence({ acts: reveals(4) }), settings)).toEqual([]);
    const [found] = bulkReveal.find(evidence({ acts: reveals(5) }), settings);
    expect(found).toMatchObject({ personId: OLGA, key: '2026-11-30 12', facts: { count: 5, usual: 0 } });
    expect(found?.entries).toHaveLength(5);
  });

  test('are measured by what that person usually does', () => {
    const usual = new Map([[OLGA, 4]]);
    expect(bulkReveal.find(evidence({ acts: reveals(11), usual }), settings)).toEqual([]);
    expect(bulkReveal.find(evidence({ acts: reveals(12), usual }), settings)).toHaveLength(1);
  });

  test('of two people are counted apart, and those that were refused or of another hour are not counted', () => {
    const others = [...reveals(4), ...reveals(4, { personId: PETE }), ...reveals(4, { outcome: 'refused' })];
    const later = acts(4, () => act('record.reveal', '2026-11-30T13:00:00Z'));
    expect(bulkReveal.find(evidence({ acts: [...others, ...later] }), settings)).toEqual([]);
  });

  test('count those of the hour that were looked through before, and not where nothing is new', () => {
    const before = reveals(4);
    const now = reveals(1);
    const found = bulkReveal.find(evidence({ acts: now, recent: [...before, ...now] }), settings);
    expect(found[0]?.entries).toHaveLength(5);
    expect(bulkReveal.find(evidence({ acts: [], recent: [...before, ...now] }), settings)).toEqual([]);
  });
});

describe('same last name', () => {
  test('is one thing to look at for a record and a day, and says no name', () => {
    const read = [act('record.view', NOON), act('record.reveal', NOON), act('record.view', NOON, { recordId: '71' })];
    const same = new Set([pairOf(OLGA, '70')]);
    const found = sameSurname.find(evidence({ acts: read, sameSurname: same }), DEFAULTS.same_surname);
    expect(found).toMatchObject([{ key: '2026-11-30 70', recordId: '70', module: 'Contacts', facts: { count: 2 } }]);
    expect(JSON.stringify([found[0]?.facts, found[0]?.key])).not.toContain('Bell');
  });

  test('of nobody is nothing', () => {
    expect(sameSurname.find(evidence({ acts: [act('record.view', NOON)] }), DEFAULTS.same_surname)).toEqual([]);
  });
});

describe('at night', () => {
  const settings = { on: true, from: 22, to: 6, atLeast: 2 };
  const night = ['2026-11-30T23:30:00Z', '2026-12-01T02:00:00Z'];

  test('is one night from evening to morning, by the day on which it began', () => {
    const found = atNight.find(evidence({ acts: night.map((at) => act('record.view', at)) }), settings);
    expect(found).toMatchObject([{ key: '2026-11-30', facts: { count: 2, night: '2026-11-30' } }]);
  });

  test('goes by the time zone of the account', () => {
    const given = { acts: night.map((at) => act('record.view', at)), zones: new Map([[OLGA, 'America/Chicago']]) };
    expect(atNight.find(evidence(given), settings)).toEqual([]);
  });

  test('begins at its first hour and ends before its last one', () => {
    const at = (hour: string) => acts(2, () => act('record.view', `2026-11-30T${hour}:00Z`));
    const found = (hour: string) => atNight.find(evidence({ acts: at(hour) }), settings).length;
    expect(['21:59', '22:00', '05:59', '06:00'].map(found)).toEqual([0, 1, 1, 0]);
  });

  test('goes by the zone of before too, after one changed it oneself, and says so', () => {
    const zones = new Map([[OLGA, 'Asia/Tokyo']]);
    const given = { acts: night.map((at) => act('record.view', at)), zones };
    expect(atNight.find(evidence(given), settings)).toEqual([]);
    const [found] = atNight.find(evidence({ ...given, zonesBefore: new Map([[OLGA, new Set(['UTC'])]]) }), settings);
    expect(found?.facts).toMatchObject({ zone: 'before' });
    expect(atNight.found(found?.facts ?? {})).toContain('before it was changed');
  });

  test('leaves out programs and acts that show no health data', () => {
    const programs = night.map((at) => act('record.view', at, { byProgram: true }));
    const others = night.map((at) => act('record.update', at));
    expect(atNight.find(evidence({ acts: [...programs, ...others] }), settings)).toEqual([]);
  });
});

describe('records without anything to do', () => {
  const settings = { on: true, atLeast: 3 };
  const read = (count: number) => acts(count, (n) => act('record.view', NOON, { recordId: String(80 + n) }));

  test('are counted by record and day', () => {
    expect(noOpenActivity.find(evidence({ acts: [...read(2), ...read(2)] }), settings)).toEqual([]);
    const [found] = noOpenActivity.find(evidence({ acts: [...read(3), ...read(3)] }), settings);
    expect(found).toMatchObject({ key: '2026-11-30', facts: { records: 3, acts: 6 } });
  });

  test('do not count those with which one is busy', () => {
    expect(noOpenActivity.find(evidence({ acts: read(3), busyWith: new Set([pairOf(OLGA, '81')]) }), settings)).toEqual(
      [],
    );
  });
});

test('several refused attempts in a day are found, whatever they were', () => {
  const refused = acts(5, (n) => act(n < 3 ? 'record.reveal' : 'export.start', NOON, { outcome: 'refused' }));
  const find = (given: Act[]) => refusedAttempts.find(evidence({ acts: given }), DEFAULTS.refused_attempts);
  expect(find(refused.slice(1))).toEqual([]);
  expect(find(refused)).toMatchObject([{ key: '2026-11-30', facts: { count: 5, kinds: 2 } }]);
});

describe('an account that woke up', () => {
  const lastBefore = new Map([[OLGA, new Date('2026-10-31T12:00:00Z')]]);
  const find = (given: Act[]) => dormantAccount.find(evidence({ acts: given, lastBefore }), DEFAULTS.dormant_account);

  test('is found by its first act, once', () => {
    expect(find([act('user.sign_in', NOON), act('record.view', NOON)])).toMatchObject([
      { key: '2026-11-30', facts: { days: 30 }, entries: [{ action: 'user.sign_in' }] },
    ]);
  });

  test('is none after 29 days, none of which nothing is known, and none by its programs', () => {
    expect(find([act('user.sign_in', '2026-11-29T12:00:00Z')])).toEqual([]);
    expect(find([act('user.sign_in', NOON, { personId: PETE })])).toEqual([]);
    expect(find([act('record.view', NOON, { byProgram: true })])).toEqual([]);
  });
});

test('the first use of an export is found by its act', () => {
  const [first, second] = [act('export.start', NOON), act('export.start', NOON)];
  const given = evidence({ acts: [first, second], firstTimes: new Set([first.id]) });
  expect(firstExport.find(given, { on: true })).toMatchObject([{ key: 'export.start', entries: [{ id: first.id }] }]);
});

test('a rule that is off finds nothing', () => {
  const refused = acts(5, () => act('export.start', NOON, { outcome: 'refused' }));
  const given = evidence({ acts: refused });
  expect(findAll(given, DEFAULTS).map(({ rule }) => rule)).toEqual(['refused_attempts']);
  expect(findAll(given, { ...DEFAULTS, refused_attempts: { on: false, atLeast: 5 } })).toEqual([]);
});

test('every rule has its words, and a score from 1 to 100', () => {
  for (const name of RULE_NAMES) {
    expect(RULES[name].name).toBe(name);
    expect(RULES[name].title.length).toBeGreaterThan(8);
    expect(RULES[name].why).toMatch(/\.$/);
    expect(RULES[name].found({})).toMatch(/\.$/);
  }
  const many = acts(100_000, () => act('record.reveal', NOON, { outcome: 'refused' }));
  const [found] = refusedAttempts.find(evidence({ acts: many }), DEFAULTS.refused_attempts);
  expect(found?.score).toBe(90);
});

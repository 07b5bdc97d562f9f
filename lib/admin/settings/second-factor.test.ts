/** Asking less of those who sign in is nobody's alone. */
import { describe, expect, test } from 'vitest';
import { confirmApproval, stopApproval } from '@/lib/people/approvals/decide';
import { listApprovals } from '@/lib/people/approvals/queries';
import {
  DEFAULT_FACTOR_POLICY,
  endOfGrace,
  type FactorPolicy,
  isLooser,
  nextPolicy,
  type StoredFactorPolicy,
} from '@/lib/people/auth/factor-policy';
import { STANDARD_PROFILES } from '@/lib/people/rights';
import type { Id } from '@/lib/platform/ids';
import { eventsOf } from '@/lib/tools/testing/events';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { APPROVAL_HANDLERS } from '@/lib/ways-in/jobs/approval-handlers';
import { getFactorPolicy, updateFactorPolicy } from './second-factor';

const now = async (org: TestOrg) => {
  const { asked, graceDays, freshMinutes } = await getFactorPolicy(org.admin);
  return { graceDays, freshMinutes, needed: asked.filter(({ needed }) => needed).map(({ name }) => name) };
};
const AS_AT_FIRST = {
  graceDays: 14,
  freshMinutes: 5,
  needed: ['Administrator', 'Compliance Officer', 'Operator'],
};
const waitingId = async (org: TestOrg): Promise<Id> => (await listApprovals(org.officer)).waiting[0]?.id ?? '';

describe('waits for a second person', () => {
  const looser: Record<string, (org: TestOrg) => Partial<FactorPolicy>> = {
    'a profile of which none is asked any more': (org) => ({ profiles: { [org.profileIds.Operator]: false } }),
    'nobody of whom rights would ask': () => ({ others: 'nobody' }),
    'more days of grace': () => ({ graceDays: 30 }),
    'a longer time that counts as fresh': () => ({ freshMinutes: 60 }),
  };
  test.each(Object.keys(looser))('%s: all is as before until then', async (name) => {
    const org = await makeOrg();
    const policy = { ...DEFAULT_FACTOR_POLICY, ...looser[name]?.(org) };
    expect(await updateFactorPolicy(org.admin, policy)).toEqual({ waits: true });
    expect(await now(org)).toEqual(AS_AT_FIRST);
    expect((await getFactorPolicy(org.admin)).waits).toBe(true);
    await expect(updateFactorPolicy(org.admin, policy)).rejects.toMatchObject({ code: 'conflict' });
    await expect(confirmApproval(org.admin, { id: await waitingId(org) }, APPROVAL_HANDLERS)).rejects.toMatchObject({
      code: 'forbidden',
    });
    await confirmApproval(org.officer, { id: await waitingId(org) }, APPROVAL_HANDLERS);
    expect(await now(org)).not.toEqual(AS_AT_FIRST);
    expect((await eventsOf(org.orgId, 'settings.update')).at(-1)).toMatchObject({
      facts: { setting: 'second_factor' },
    });
  });

  test('stopped, it never comes; and of one that was changed meanwhile nothing comes', async () => {
    const org = await makeOrg();
    await updateFactorPolicy(org.admin, { ...DEFAULT_FACTOR_POLICY, freshMinutes: 60 });
    await stopApproval(org.officer, { id: await waitingId(org) }, APPROVAL_HANDLERS);
    expect(await now(org)).toEqual(AS_AT_FIRST);
    await updateFactorPolicy(org.admin, { ...DEFAULT_FACTOR_POLICY, freshMinutes: 60 });
    await updateFactorPolicy(org.admin, { ...DEFAULT_FACTOR_POLICY, freshMinutes: 2 });
    await confirmApproval(org.officer, { id: await waitingId(org) }, APPROVAL_HANDLERS);
    expect(await now(org)).toEqual({ ...AS_AT_FIRST, freshMinutes: 2 });
  });
});

test('asking more is in force at once', async () => {
  const org = await makeOrg();
  expect(await updateFactorPolicy(org.admin, { ...DEFAULT_FACTOR_POLICY, freshMinutes: 2, graceDays: 3 })).toEqual({
    waits: false,
  });
  expect(await now(org)).toEqual({ ...AS_AT_FIRST, graceDays: 3, freshMinutes: 2 });
});

describe('a policy after another', () => {
  const DAY_MS = 86_400_000;
  const before: StoredFactorPolicy = { ...DEFAULT_FACTOR_POLICY, sinceMs: 0 };
  const plain = { profileId: '1', rights: { everyModule: [], modules: {}, org: [] } };
  const guarded = { profileId: '2', rights: STANDARD_PROFILES.Operator };

  test('keeps no switch that says what the rights say: who gets a right to health data later is asked', () => {
    const given = { ...DEFAULT_FACTOR_POLICY, profiles: { '1': false, '2': true } };
    expect(nextPolicy(before, given, [plain, guarded], DAY_MS).profiles).toEqual({});
    const others = { ...given, profiles: { '1': true, '2': false } };
    expect(nextPolicy(before, others, [plain, guarded], DAY_MS).profiles).toEqual(others.profiles);
  });

  test('who comes to be asked has days of grace of their own; nobody else gets more by it', () => {
    const at = 100 * DAY_MS;
    const after = nextPolicy(before, { ...DEFAULT_FACTOR_POLICY, profiles: { '1': true } }, [plain, guarded], at);
    expect([endOfGrace(after, '1'), endOfGrace(after, '2')]).toEqual([114 * DAY_MS, 14 * DAY_MS]);
    expect(isLooser(before, after, [plain, guarded], at)).toBe(false);
    const again = nextPolicy(
      after,
      { ...DEFAULT_FACTOR_POLICY, profiles: { '1': true }, freshMinutes: 4 },
      [plain],
      at + 1,
    );
    expect(endOfGrace(again, '1')).toBe(114 * DAY_MS);
  });

  test('fewer days of grace, begun anew, are looser where they were over', () => {
    const at = 100 * DAY_MS;
    const fewer = nextPolicy(before, { ...DEFAULT_FACTOR_POLICY, graceDays: 7 }, [guarded], at);
    expect(isLooser(before, fewer, [guarded], at)).toBe(true);
    const none = nextPolicy(before, { ...DEFAULT_FACTOR_POLICY, graceDays: 0 }, [guarded], at);
    expect(isLooser(before, none, [guarded], at)).toBe(false);
  });
});

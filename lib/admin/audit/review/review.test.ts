import { beforeEach, describe, expect, test } from 'vitest';
import type { Context } from '@/lib/platform/context';
import type { Id } from '@/lib/platform/ids';
import { ownerSql } from '@/lib/tools/testing/database';
import { eventsOf } from '@/lib/tools/testing/events';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/make-org';
import { expectNowhereInDatabase } from '@/lib/tools/testing/matchers';
import { openEntryDetails } from '../details';
import { tellOverdue } from './overdue';
import { getReviewSettings, updateReviewSettings } from './settings';
import { DEFAULT_REVIEW_SETTINGS } from './settings-schema';
import { signOff } from './sign-off';
import { itemsOf, leaveActs, look, refused } from './testing/acts';
import { viewDesk } from './view';

let org: TestOrg;
let other: TestOrg;
const NOW = new Date();
const DAY_MS = 86_400_000;

beforeEach(async () => {
  [org, other] = [await makeOrg(), await makeOrg()];
  await leaveActs(org.operator, refused(5));
  await leaveActs(org.admin, refused(6));
  await look(org.orgId, NOW);
});

const OPEN = { state: 'open' } as const;
const desk = async (ctx: Context, query: object = {}) => (await viewDesk(ctx, { ...OPEN, ...query })).items;
const itemOf = async (ctx: Context): Promise<{ id: Id; entries: number }> => {
  const item = (await itemsOf(ctx.orgId)).find(({ personId }) => personId === ctx.actor.id);
  if (!item) throw new Error('There is no such item.');
  return { id: item.id, entries: item.entries };
};

describe('the desk', () => {
  test('shows what was found with its words and entries, what is worth the most first, and is an event', async () => {
    const items = await desk(org.officer);
    expect(items.map(({ person, entries }) => `${person.name} ${entries}`)).toEqual(['Ada Admin 6', 'Olga Operator 5']);
    expect(items[1]).toMatchObject({
      title: 'Several refused attempts',
      found: '5 refused attempts of 1 kind that day.',
      isOverdue: false,
    });
    expect(items[1]?.lines.map(({ what }) => what)).toEqual(Array(5).fill('Tried to start an export'));
    expect(await eventsOf(org.orgId, 'review.view')).toMatchObject([{ facts: { state: 'open' } }]);
    await desk(org.officer);
    expect(await eventsOf(org.orgId, 'review.view')).toHaveLength(1);
    await desk(org.officer, { rule: 'at_night' });
    expect(await eventsOf(org.orgId, 'review.view')).toHaveLength(2);
  });

  test('shows nobody what is about themselves, and counts it for nobody', async () => {
    const own = await viewDesk(org.admin, OPEN);
    expect(own.items.map(({ person }) => person.name)).toEqual(['Olga Operator']);
    expect(own.open).toBe(1);
    expect(own.people.map(({ name }) => name)).not.toContain('Ada Admin');
  });

  test('is filtered by rule, person and state', async () => {
    expect(await desk(org.officer, { rule: 'at_night' })).toEqual([]);
    expect(await desk(org.officer, { person: org.operator.actor.id })).toHaveLength(1);
    expect(await desk(org.officer, { state: 'fine' })).toEqual([]);
  });

  test('is refused to who may not read the whole log, and is of its own organisation', async () => {
    await expect(viewDesk(org.operator, OPEN)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await eventsOf(org.orgId, 'review.view')).toMatchObject([{ outcome: 'refused' }]);
    expect(await desk(other.officer)).toEqual([]);
  });

  test('goes on behind the last item of a page', async () => {
    const [first, second] = await desk(org.officer);
    const behind = await viewDesk(org.officer, OPEN, { score: first?.score ?? 0, id: first?.id ?? '0' });
    expect(behind.items.map(({ id }) => id)).toEqual([second?.id]);
  });
});

describe('signing off', () => {
  test('keeps verdict, person and time, the note sealed in its entry, and nowhere else', async () => {
    const item = await itemOf(org.operator);
    await signOff(org.officer, { items: [item], verdict: 'fine', note: 'Asked her: Zqwhynote, a wrong link' });
    const [signed] = await desk(org.officer, { state: 'fine' });
    expect(signed?.signOffs).toMatchObject([{ verdict: 'fine', by: 'Otto Officer' }]);
    expect(await eventsOf(org.orgId, 'review.sign_off')).toMatchObject([
      { subjectId: item.id, facts: { verdict: 'fine', rule: 'refused_attempts', entries: 5 } },
    ]);
    const entryId = signed?.signOffs[0]?.id ?? '';
    expect((await openEntryDetails(org.officer, entryId)).note).toContain('Zqwhynote');
    await expectNowhereInDatabase(['Zqwhynote']);
  });

  test('of several is one act with an entry for each, or none', async () => {
    const items = [await itemOf(org.operator), await itemOf(org.admin)];
    await expect(
      signOff(org.officer, { items: [...items, { id: '1', entries: 1 }], verdict: 'fine' }),
    ).rejects.toMatchObject({ code: 'not_found' });
    expect(await desk(org.officer)).toHaveLength(2);
    await signOff(org.officer, { items, verdict: 'incident', note: 'Both' });
    expect(await desk(org.officer)).toEqual([]);
    expect(await eventsOf(org.orgId, 'review.sign_off')).toHaveLength(2);
  });

  test('of one’s own acts is refused, alone or among others, and that is an event', async () => {
    const items = [await itemOf(org.operator), await itemOf(org.admin)];
    for (const some of [items, items.slice(1)]) {
      await expect(signOff(org.admin, { items: some, verdict: 'fine' })).rejects.toMatchObject({ reason: 'OWN_ACTS' });
    }
    expect(await eventsOf(org.orgId, 'review.sign_off')).toMatchObject([
      { outcome: 'refused', facts: { reason: 'OWN_ACTS' } },
      { outcome: 'refused', facts: { reason: 'OWN_ACTS' } },
    ]);
  });

  test('is taken back by another verdict, and nothing of before is edited', async () => {
    const items = [await itemOf(org.operator)];
    await signOff(org.officer, { items, verdict: 'fine' });
    await signOff(org.admin, { items, verdict: 'open', note: 'Look again' });
    const [again] = await desk(org.officer, { person: org.operator.actor.id });
    expect(again?.signOffs.map(({ verdict, by }) => `${verdict} ${by}`)).toEqual([
      'open Ada Admin',
      'fine Otto Officer',
    ]);
    await signOff(org.officer, { items, verdict: 'follow_up', note: 'Talked to her' });
    expect(await desk(org.officer, { state: 'follow_up' })).toHaveLength(1);
    await expect(ownerSql()`update review_sign_offs set verdict = 'fine'`).rejects.toThrow(/append-only/);
    await expect(ownerSql()`delete from review_sign_offs`).rejects.toThrow(/append-only/);
  });

  test('of what has got more entries since is a conflict; further entries open it again', async () => {
    const seen = await itemOf(org.operator);
    await leaveActs(org.operator, refused(1));
    await look(org.orgId, NOW);
    await expect(signOff(org.officer, { items: [seen], verdict: 'fine' })).rejects.toMatchObject({ code: 'conflict' });
    await signOff(org.officer, { items: [await itemOf(org.operator)], verdict: 'fine' });
    await leaveActs(org.operator, refused(1));
    await look(org.orgId, NOW);
    expect(await desk(org.officer, { person: org.operator.actor.id })).toMatchObject([{ state: 'open', entries: 7 }]);
  });

  test('is refused without the right, in another organisation, and with bad input, which is named', async () => {
    const items = [await itemOf(org.operator)];
    await expect(signOff(org.operator, { items, verdict: 'fine' })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(signOff(other.officer, { items, verdict: 'fine' })).rejects.toMatchObject({ code: 'not_found' });
    const bad = [
      [{ items, verdict: 'incident' }, 'note'],
      [{ items, verdict: 'perhaps' }, 'verdict'],
      [{ items: [], verdict: 'fine' }, 'items'],
      [{ items, verdict: 'open', note: 'It is' }, 'verdict'],
    ] as const;
    for (const [input, field] of bad) {
      await expect(signOff(org.officer, input as never)).rejects.toMatchObject({
        code: 'invalid',
        fields: { [field]: expect.any(String) },
      });
    }
  });
});

describe('what waits too long', () => {
  const told = async () => {
    const rows = await ownerSql()<{ name: string; count: number }[]>`
      select u.name, (n.facts ->> 'count')::int as count from notices n
      join users u on u.org_id = n.org_id and u.id = n.user_id
      where n.org_id = ${org.orgId} and n.kind = 'review.overdue' order by n.at, u.name`;
    return rows.map(({ name, count }) => `${name} ${count}`);
  };
  const waitFor = (days: number) => tellOverdue(org.orgId, new Date(NOW.getTime() + days * DAY_MS));

  test('is told once, to those who may review, of others’ acts only', async () => {
    expect(await waitFor(6.9)).toBe(0);
    await Promise.all([waitFor(7), waitFor(7), waitFor(7)]);
    await waitFor(8);
    expect(await told()).toEqual(['Ada Admin 1', 'Otto Officer 2']);
  });

  test('is not told when it was signed off, and told anew when it is open again', async () => {
    const items = [await itemOf(org.operator), await itemOf(org.admin)];
    await signOff(org.officer, { items, verdict: 'fine' });
    await waitFor(8);
    expect(await told()).toEqual([]);
    await signOff(org.officer, { items: items.slice(0, 1), verdict: 'open', note: 'Again' });
    await waitFor(8);
    expect(await told()).toEqual(['Ada Admin 1', 'Otto Officer 1']);
  });

  test('goes by the setting', async () => {
    await updateReviewSettings(org.admin, { ...DEFAULT_REVIEW_SETTINGS, overdueDays: 1 });
    await waitFor(1);
    expect(await told()).toHaveLength(2);
  });
});

describe('the rules’ settings', () => {
  test('change with an event that names what, and reviewers are told', async () => {
    const changed = { ...DEFAULT_REVIEW_SETTINGS, refused_attempts: { on: false, atLeast: 5 } };
    await updateReviewSettings(org.admin, changed);
    expect(await getReviewSettings(org.admin)).toEqual(changed);
    expect(await eventsOf(org.orgId, 'settings.update')).toMatchObject([
      {
        fields: ['refused_attempts'],
        facts: { setting: 'review', old: { refused_attempts: { on: true } }, new: { refused_attempts: { on: false } } },
      },
    ]);
    const notices =
      await ownerSql()`select user_id from notices where org_id = ${org.orgId} and kind = 'review.changed'`;
    expect(notices.map(({ user_id }) => user_id)).toEqual([org.officer.actor.id]);
    await updateReviewSettings(org.admin, changed);
    expect(await eventsOf(org.orgId, 'settings.update')).toHaveLength(1);
  });

  test('that somebody wrote by SQL do not count', async () => {
    const none = { ...DEFAULT_REVIEW_SETTINGS, refused_attempts: { on: false, atLeast: 5 } };
    await ownerSql()`
      insert into settings (org_id, key, value, updated_by)
      values (${org.orgId}, 'review', ${JSON.stringify(none)}::text::jsonb, ${org.admin.actor.id})`;
    expect(await getReviewSettings(org.admin)).toEqual(DEFAULT_REVIEW_SETTINGS);
  });

  test('are for those who manage compliance, and bad input is named', async () => {
    await expect(getReviewSettings(org.officer)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(updateReviewSettings(org.officer, DEFAULT_REVIEW_SETTINGS)).rejects.toMatchObject({
      code: 'forbidden',
    });
    const bad = { ...DEFAULT_REVIEW_SETTINGS, overdueDays: 0, at_night: { on: true, from: 24, to: 6, atLeast: 3 } };
    await expect(updateReviewSettings(org.admin, bad)).rejects.toMatchObject({
      fields: { overdueDays: 'At least 1.', 'at_night.from': 'At most 23.' },
    });
  });
});

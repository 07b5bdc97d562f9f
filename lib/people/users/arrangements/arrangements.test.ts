/** What people arrange is an order and no right: nothing is gained by it, and nothing taken away. */
import { beforeAll, describe, expect, test } from 'vitest';
import { createProfile } from '@/lib/people/users/create-profile';
import { deleteProfile } from '@/lib/people/users/delete-profile';
import type { Context } from '@/lib/platform/context';
import { eventsOf } from '@/lib/tools/testing/events';
import { contextOf, insertUser, makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { getSurroundings } from '../account';
import { cardsFor } from '../home/cards';
import { arranged } from './arrange';
import { arrangeHome, listHomeCards } from './home';
import { arrangeModules, listModuleOrder } from './modules';

let org: TestOrg;
let other: TestOrg;
beforeAll(async () => {
  [org, other] = await Promise.all([makeOrg(), makeOrg()]);
});

const given = (placed: readonly { thing: string; shown: boolean }[]) =>
  placed.map(({ thing, shown }) => ({ key: thing, shown }));
const barOf = async (ctx: Context) =>
  (await getSurroundings(ctx)).modules.filter(({ shown }) => shown).map(({ thing }) => thing.apiName);
const orderOf = async (ctx: Context, profileId: string) =>
  (await listModuleOrder(ctx, profileId)).map(({ thing, shown }) => ({ key: thing.id, name: thing.apiName, shown }));
const plain = (order: { key: string; shown: boolean }[]) => order.map(({ key, shown }) => ({ key, shown }));

test('what is newer than an arrangement stands behind it and is shown; what is gone is left out', () => {
  const kept = [
    { key: 'c', shown: true },
    { key: 'gone', shown: true },
    { key: 'a', shown: false },
  ];
  expect(arranged(['a', 'b', 'c', 'd'], (key) => key, kept)).toEqual([
    { thing: 'c', shown: true },
    { thing: 'a', shown: false },
    { thing: 'b', shown: true },
    { thing: 'd', shown: true },
  ]);
});

describe('home', () => {
  test('stands as the product has it until somebody arranges it; then it is theirs alone, and an event', async () => {
    const before = await listHomeCards(org.operator);
    expect(before).toEqual(cardsFor(org.operator.rights).map((thing) => ({ thing, shown: true })));
    const cards = given(before)
      .reverse()
      .map((card) => ({ ...card, shown: card.key !== 'notices' }));
    await arrangeHome(org.operator, { cards });
    expect(given(await listHomeCards(org.operator))).toEqual(cards);
    expect((await listHomeCards(org.admin)).every(({ shown }) => shown)).toBe(true);
    const mine = { actorId: org.operator.actor.id, subjectId: org.operator.actor.id, outcome: 'done' };
    expect(await eventsOf(org.orgId, 'user.arrange_home')).toEqual([expect.objectContaining(mine)]);
    await arrangeHome(org.operator, { cards });
    expect(await eventsOf(org.orgId, 'user.arrange_home')).toHaveLength(1);
  });

  test('has no card for which one lacks the right, whatever is sent; one that comes back stands where it was', async () => {
    const cards = given(await listHomeCards(org.operator));
    const more = [...cards, { key: 'attention', shown: true }];
    await expect(arrangeHome(org.operator, { cards: more })).rejects.toMatchObject({ code: 'invalid' });
    const twice = [...cards, ...cards.slice(0, 1)];
    await expect(arrangeHome(org.operator, { cards: twice })).rejects.toMatchObject({ code: 'invalid' });
    const lesser: Context = { ...org.operator, rights: { everyModule: [], modules: {}, org: [] } };
    await arrangeHome(lesser, { cards: [{ key: 'notices', shown: true }] });
    const back = given(await listHomeCards(org.operator));
    expect(back.map(({ key }) => key)).toEqual([
      'notices',
      ...cards.map(({ key }) => key).filter((key) => key !== 'notices'),
    ]);
  });

  test('two windows that save at once leave one of the two orders, whole', async () => {
    const cards = given(await listHomeCards(org.admin));
    const turned = [...cards].reverse();
    await Promise.all([arrangeHome(org.admin, { cards }), arrangeHome(org.admin, { cards: turned })]);
    expect([cards, turned]).toContainEqual(given(await listHomeCards(org.admin)));
  });
});

describe('the modules of a profile', () => {
  test('stand in the bar of its holders in that order, those left out not, and all of them can still be viewed', async () => {
    const id = org.profileIds.Operator;
    const order = (await orderOf(org.admin, id)).reverse().map((one) => ({ ...one, shown: one.name !== 'Vendors' }));
    await arrangeModules(org.admin, { id, modules: plain(order) });
    const shown = order.filter((one) => one.shown).map(({ name }) => name);
    expect(await barOf(org.operator)).toEqual(shown);
    expect((await getSurroundings(org.operator)).modules).toHaveLength(order.length);
    expect(await barOf(org.admin)).toContain('Vendors');
    expect(await eventsOf(org.orgId, 'profile.arrange_modules')).toMatchObject([
      { actorId: org.admin.actor.id, subjectId: id, facts: { name: 'Operator', hidden: ['Vendors'] } },
    ]);
  });

  test('give nobody a module that their profile does not let them view', async () => {
    const id = await createProfile(org.admin, { name: 'Narrow', copyOf: org.profileIds.Operator });
    await arrangeModules(org.admin, { id, modules: plain(await orderOf(org.admin, id)) });
    const userId = await insertUser(org, 'Nora Narrow', id, org.roleIds.Manager);
    const rights = { everyModule: [], modules: { Contacts: ['view' as const] }, org: [] };
    const nora = {
      ...contextOf(org.orgId, { id: userId, name: 'Nora Narrow', profile: 'Operator', ownerIds: null }),
      rights,
    };
    expect(await barOf(nora)).toEqual(['Contacts']);
  });

  test('are arranged by whoever manages users only, of the own organisation, and of modules that there are', async () => {
    const id = org.profileIds.Operator;
    const modules = plain(await orderOf(org.admin, id));
    await expect(arrangeModules(org.operator, { id, modules })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(listModuleOrder(org.operator, id)).rejects.toMatchObject({ code: 'forbidden' });
    const theirs = plain(await orderOf(other.admin, other.profileIds.Operator));
    await expect(arrangeModules(other.admin, { id, modules: theirs })).rejects.toMatchObject({ code: 'not_found' });
    await expect(arrangeModules(org.admin, { id, modules: theirs })).rejects.toMatchObject({ code: 'invalid' });
    expect(await eventsOf(org.orgId, 'profile.arrange_modules')).toContainEqual(
      expect.objectContaining({ outcome: 'refused', actorId: org.operator.actor.id, subjectId: id }),
    );
  });

  test('go with the profile when it is deleted', async () => {
    const id = await createProfile(org.admin, { name: 'Brief', copyOf: org.profileIds.Operator });
    const none = (await orderOf(org.admin, id)).map(({ key }) => ({ key, shown: false }));
    await arrangeModules(org.admin, { id, modules: none });
    await deleteProfile(org.admin, { id });
    expect((await orderOf(org.admin, id)).every(({ shown }) => shown)).toBe(true);
  });
});

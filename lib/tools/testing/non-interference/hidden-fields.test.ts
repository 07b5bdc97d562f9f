/**
 * Worlds that differ only in fields which a person's profile hides answer that person alike, byte for byte, though the person
 * may reveal and every door is open: marked fields and one that is not.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import '../database';
import { setRestriction } from '@/lib/admin/settings/compliance/set-restriction';
import { getField, getModule } from '@/lib/crm/modules/definition';
import { STANDARD_PROFILES } from '@/lib/people/rights';
import { createProfile } from '@/lib/people/users/create-profile';
import { updateProfile } from '@/lib/people/users/update-profile';
import type { Context } from '@/lib/platform/context';
import { asOwner } from '../as-owner';
import { confirmHolds } from '../holds';
import { contextOf, insertUser } from '../make-org';
import { type Rest, restClient } from '../rest';
import { askJobs, askRest, askVerbs } from './answers';
import { type Answers, differences } from './ask';
import { forgetDatabase, keepDatabase, restoreDatabase } from './twin-databases';
import { CONTACTS, SEALED, UNSEALED, type Variant } from './values';
import { EXPORT_READS } from './verbs/exports';
import { GUARDED_READS } from './verbs/guarded';
import { MASKED_READS } from './verbs/masked';
import { buildWorld, exchangeRecord, type World } from './world';

const HIDDEN = [...SEALED, ...UNSEALED, 'Title'];
/** Of the field that is not marked: in the third world it is empty. */
const TITLES: Readonly<Record<Variant, string | null>> = {
  first: 'Zqhidden-title',
  second: 'Zqhidden: another, and longer by some words',
  empty: null,
  none: null,
};

let world: World;
let kept: string;
let limited: Context;
let client: Rest;
let first: Answers;

/** Somebody who may do all that an operator may, but for the fields. */
async function addLimited({ org }: World): Promise<Context> {
  const contacts = getModule(await org.metadata(), 'Contacts');
  const fields = Object.fromEntries(HIDDEN.map((name) => [getField(contacts, name).id, 'hidden' as const]));
  const { everyModule, org: own } = STANDARD_PROFILES.Operator;
  const rights = { everyModule: [...everyModule], modules: {}, org: [...own], fields };
  const profileId = await createProfile(org.admin, { name: 'Limited', copyOf: org.profileIds.Operator });
  await updateProfile(org.admin, { id: profileId, name: 'Limited', rights });
  const id = await insertUser(org, 'Lea Limited', profileId, org.roleIds.Manager);
  return { ...contextOf(org.orgId, { id, name: 'Lea Limited', profile: 'Operator', ownerIds: [id] }), rights };
}

async function answersWith(variant: Variant): Promise<Answers> {
  await restoreDatabase(kept);
  await asOwner(world.org.orgId, async (tx) => {
    for (const { key, module, clear, marked } of CONTACTS) {
      const Title = TITLES[variant] ?? undefined;
      await exchangeRecord(tx, module, world.ids[key] ?? '0', { ...clear, ...marked[variant], Title });
    }
  });
  const answers: Answers = new Map();
  const reads = { ...MASKED_READS, ...GUARDED_READS, ...EXPORT_READS };
  await askVerbs(answers, world, { who: 'limited', ctx: limited }, reads);
  await askRest(answers, world, 'client of the limited', client);
  await askJobs(answers, world, 'client of the limited', client);
  return answers;
}

beforeAll(async () => {
  world = await buildWorld();
  for (const door of ['api', 'export'] as const) await setRestriction(world.org.admin, { door, restricted: false });
  await confirmHolds(world.org);
  limited = await addLimited(world);
  client = await restClient(world.org, limited);
  kept = await keepDatabase();
  first = await answersWith('first');
});

afterAll(() => forgetDatabase(kept));

describe('one for whom fields are hidden is told the same', () => {
  test('when their values differ', async () => {
    expect(first.size).toBeGreaterThan(300);
    expect(differences(first, await answersWith('second'))).toEqual([]);
  });

  test('when they are there or are not', async () => {
    expect(differences(first, await answersWith('empty'))).toEqual([]);
  });

  test('and no value of them is in any answer', () => {
    const values = CONTACTS.flatMap(({ marked }) => Object.values(marked.first)).map(String);
    const odd = values.filter((value) => /^(Zq|Qz|zq|90\d-|\+1)/.test(value));
    const told = [...first].flatMap(([question, answer]) =>
      // Whoever asks by a value is told by what was asked.
      [...odd, 'Zqhidden'].filter((value) => answer.includes(value)).map((value) => `${question}: ${value}`),
    );
    expect(told).toEqual([]);
  });
});

/** Whether a second person has to confirm what lets somebody read health data. Switching it off needs one itself. */

import type { ApprovalHandler } from '@/lib/people/approvals/approval';
import { askApproval } from '@/lib/people/approvals/ask';
import { SECOND_PERSONS } from '@/lib/people/approvals/kinds';
import { secondPersons, TRUSTED_AFTER_HOURS } from '@/lib/people/approvals/second-person';
import { isSecondPersonOn } from '@/lib/people/approvals/setting';
import { type SecondPersonSetting, secondPersonSchema } from '@/lib/people/approvals/setting-schema';
import { assertFresh } from '@/lib/people/auth/fresh';
import { assertOrgRight } from '@/lib/people/auth/permissions';
import { notify } from '@/lib/people/notices/notify';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import { conflict } from '@/lib/platform/errors';
import { readInput } from '@/lib/platform/read-input';
import { writeSetting } from '@/lib/protection/integrity/setting';
import type { NewEntry } from '@/lib/protection/ledger/append';
import { mutate, unchanged } from '@/lib/protection/mutate';
import type { SettingKey } from './schemas';

const KEY: SettingKey = 'second_person';

export interface SecondPersonDto extends SecondPersonSetting {
  /** Switching it off has been asked for and waits. */
  waits: boolean;
  /** Names of those who could confirm what the asker does, at most ten. */
  seconds: string[];
}

/** @throws forbidden */
export async function getSecondPerson(ctx: Context, at: Date = clock.now()): Promise<SecondPersonDto> {
  assertOrgRight(ctx, 'manageCompliance');
  return inOrg(ctx.orgId, async (tx) => {
    const asking = { askedBy: ctx.actor.id, subjectId: '0', who: SECOND_PERSONS };
    const [required, waits, { people }] = await Promise.all([
      isSecondPersonOn(tx),
      isAskedFor(tx),
      secondPersons(tx, asking, at),
    ]);
    const free = people.filter((person) => person.hindrance === null);
    return { required, waits, seconds: free.slice(0, 10).map((person) => person.name) };
  });
}

/**
 * Switches it on at once; off at once only where nobody else could confirm.
 * @returns whether it waits for a second person.
 * @throws forbidden; invalid; conflict when switching it off waits already.
 */
export async function setSecondPerson(
  ctx: Context,
  input: SecondPersonSetting,
  at: Date = clock.now(),
): Promise<{ waits: boolean }> {
  const { required } = readInput(secondPersonSchema, input);
  const action = 'settings.update';
  return mutate<{ waits: boolean }>(ctx, action, async (tx) => {
    assertOrgRight(ctx, 'manageCompliance');
    assertFresh(ctx);
    await tx.sql`select 1 from orgs where org_id = ${tx.orgId} for no key update`;
    if ((await isSecondPersonOn(tx)) === required) return unchanged({ waits: false });
    if (required) return { value: { waits: false }, entries: [await write(tx, ctx, true, at)] };
    if (await isAskedFor(tx)) throw conflict('This waits for a second person already.');
    const asking = { askedBy: ctx.actor.id, subjectId: tx.orgId, who: SECOND_PERSONS };
    const seconds = await secondPersons(tx, asking, at);
    if (!seconds.required) return { value: { waits: false }, entries: [await write(tx, ctx, false, at)] };
    const isFree = seconds.people.some((person) => person.hindrance === null);
    const endsAt = new Date(at.getTime() + TRUSTED_AFTER_HOURS * 3_600_000);
    const asked = {
      kind: KEY_OF_APPROVAL,
      subjectId: tx.orgId,
      who: SECOND_PERSONS,
      ...(!isFree && { endsAt }),
    } as const;
    return { value: { waits: true }, entries: [(await askApproval(tx, ctx, asked, at)).entry] };
  });
}

const KEY_OF_APPROVAL = 'setting.second_person';

export const secondPersonApproval: ApprovalHandler = {
  takeEffect: async (tx, ctx) => [await write(tx, ctx, false, clock.now())],
};

async function write(tx: Tx, ctx: Context, required: boolean, at: Date): Promise<NewEntry> {
  const value: SecondPersonSetting = { required };
  const facts = { by: ctx.actor.name, required };
  await Promise.all([
    writeSetting(tx, KEY, value, ctx.actor.id),
    notify(tx, { right: 'readWholeLedger', except: ctx.actor.id }, { kind: 'setting.second_person', facts }, at),
  ]);
  const old = { required: !required };
  return { action: 'settings.update', fields: ['required'], facts: { setting: KEY, old, new: { required } } };
}

async function isAskedFor(tx: Tx): Promise<boolean> {
  const [row] = await tx.sql<[{ waits: boolean }]>`
    select exists (
      select 1 from approvals
      where org_id = ${tx.orgId} and kind = ${KEY_OF_APPROVAL} and subject_id = ${tx.orgId} and state = 'waiting') as waits`;
  return row.waits;
}

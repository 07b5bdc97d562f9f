/**
 * What one person does to the account of another. Guarantees, in the transaction of the act: the person concerned and
 * officers are told; where the act would let somebody read health data who could not before, and a second administrator
 * or an officer exists, the account's right to reveal rests until one of them, who is neither the asker nor concerned,
 * has confirmed it (the setting `second_person`, on by default). Against: an administrator who signs in as somebody
 * else. Not against: the only administrator of an organisation without officers, who is told to nobody but the ledger.
 */
import { askApproval } from '@/lib/people/approvals/ask';
import { SECOND_PERSONS } from '@/lib/people/approvals/kinds';
import { needsSecondPerson } from '@/lib/people/approvals/needs-second-person';
import { notify } from '@/lib/people/notices/notify';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { type Id, newId } from '@/lib/platform/ids';
import type { NewEntry } from '@/lib/protection/ledger/append';
import type { Seer } from './wider-sight';

export const ACCOUNT_CHANGES = {
  created: 'a new account',
  password: 'a new password',
  factors: 'second factors reset',
  email: 'another email address',
  profile: 'another profile',
  role: 'sees the records of more people',
  activated: 'activated again',
  deactivated: 'deactivated',
} as const;

export type AccountChange = keyof typeof ACCOUNT_CHANGES;

export interface ChangedAccount {
  id: Id;
  name: string;
  what: readonly AccountChange[];
  /** Somebody may read health data by it who could not before, or confirm what others do. */
  opens: boolean;
  /** Before it, the person could confirm what others do. */
  wasSecond: boolean;
  /** The act tells of it in its own words. */
  isToldElsewhere?: boolean;
}

export interface Noted {
  /** They belong to the act's own. */
  entries: NewEntry[];
  /** The account's right to reveal rests until a second person has confirmed. */
  waits: boolean;
}

/** Tells of a change of somebody's account, and lets its right to reveal rest where that needs a second person. */
export async function noteAccountChange(tx: Tx, ctx: Context, changed: ChangedAccount, at: Date): Promise<Noted> {
  const why = changed.what.map((one) => ACCOUNT_CHANGES[one]).join(', ');
  // First: an officer who was made by this very act is nobody's second person.
  await rememberChange(tx, ctx, changed, at);
  const waits = changed.opens && (await needsSecondPerson(tx, ctx, changed.id, at));
  const toThem = { userIds: isOwnAct(ctx, changed.id) ? [] : [changed.id] };
  const facts = { by: ctx.actor.name, subject: changed.name, why, waits: waits !== false };
  if (changed.isToldElsewhere && waits === false) return { entries: [], waits: false };
  await notify(tx, toThem, { kind: 'account.changed', subjectId: changed.id, facts }, at);
  if (waits === false) {
    const officers = { right: 'readWholeLedger', except: ctx.actor.id } as const;
    await notify(tx, officers, { kind: 'account.changed_of', subjectId: changed.id, facts }, at);
    return { entries: [], waits: false };
  }
  await tx.sql`update users set phi_suspended = true where org_id = ${tx.orgId} and id = ${changed.id}`;
  const { entry } = await askApproval(
    tx,
    ctx,
    {
      kind: 'user.read_phi',
      subjectId: changed.id,
      facts: { subject: changed.name, why },
      who: SECOND_PERSONS,
      ...waits,
    },
    at,
  );
  return { entries: [entry], waits: true };
}

/** Whether somebody does it to their own account: a program in their name, or a directory that they set up, is not they. */
export const isOwnAct = ({ actor }: Context, userId: Id): boolean => actor.kind === 'user' && actor.id === userId;

/** The same for people who see the records of more people by a change of the role tree. */
export async function noteSeers(tx: Tx, ctx: Context, seers: readonly Seer[], at: Date): Promise<NewEntry[]> {
  const entries: NewEntry[] = [];
  for (const { id, name, isSecond } of seers) {
    const account = { id, name, what: ['role'], opens: true, wasSecond: isSecond } as const;
    entries.push(...(await noteAccountChange(tx, ctx, account, at)).entries);
  }
  return entries;
}

async function rememberChange(tx: Tx, ctx: Context, { id, what, wasSecond }: ChangedAccount, at: Date): Promise<void> {
  const rows = what.map((one) => ({ id: newId(), what: one }));
  await tx.sql`
    insert into account_changes (org_id, id, user_id, by_id, what, was_second, at)
    select ${tx.orgId}, r.id, ${id}, ${ctx.actor.id}, r.what, ${wasSecond}, ${at.toISOString()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id bigint, what text)`;
}

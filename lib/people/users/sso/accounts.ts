/**
 * What a sign-in by single sign-on does to an account: makes it, links it, gives it the profile of a group. Guarantees: each is what an
 * administrator's act is, with its events, its keyed checks and its wait for a second person, whose asker is whoever set the
 * connection up: they cannot confirm what their own rules bring about. Nobody is told a password for an account made so, since
 * there is none.
 */
import { notify } from '@/lib/people/notices/notify';
import { type Context, systemContext } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { CareledgerError } from '@/lib/platform/errors';
import { type Id, newId } from '@/lib/platform/ids';
import { PLAIN_LINE } from '@/lib/platform/plain-line';
import { atLeastOne, mutate, recordRefusal } from '@/lib/protection/mutate';
import { noteAccountChange } from '../account-change';
import { getRole, holdProfile } from '../find';
import { type Entering, type From, nobodyYet } from '../open-session';
import { isGuarded } from '../reading';
import { changeUser } from '../update-user';
import type { Rule } from './config';
import type { SsoConnection } from './connection';
import { type Identity, type KnownPerson, writeLink } from './person';

/** As whom and from where the acts of one sign-in are done. */
export interface Arrival {
  orgId: Id;
  connection: SsoConnection;
  who: Identity;
  from: From;
  at: Date;
}

/** Nobody has it: what begins otherwise than a hash does is no password's. */
const NO_PASSWORD = 'none: single sign-on';

/** The first rule that one of the groups fits. */
export const ruleFor = (rules: readonly Rule[], groups: readonly string[]): Rule | undefined =>
  rules.find(({ group }) => groups.includes(group));

/** Whose doing it counts as: whoever set the connection up. */
const authorOf = ({ orgId, connection, from }: Arrival): Context => ({
  ...systemOf({ orgId, from }),
  actor: { kind: 'user', id: connection.config.setBy, name: `Single sign-on (${connection.name})` },
});

const systemOf = ({ orgId, from }: Pick<Arrival, 'orgId' | 'from'>): Context => ({
  ...systemContext(orgId, from.requestId),
  ip: from.ip,
});

/** Makes the account of somebody who has none, linked. @throws not_found where the profile or role is gone */
export async function createPerson(arrival: Arrival, email: string, place: Omit<Rule, 'group'>): Promise<Entering> {
  const { orgId, connection, who, at } = arrival;
  const { profileId, roleId } = place;
  const id = newId();
  const name = nameOf(who, email);
  await mutate(systemOf(arrival), { action: 'user.create', subjectId: id }, async (tx) => {
    const [profile, role] = await Promise.all([holdProfile(tx, profileId), getRole(tx, roleId)]);
    await tx.sql`
      insert into users (org_id, id, email, name, password_hash, profile_id, role_id, time_zone)
      values (${orgId}, ${id}, ${email}, ${name}, ${NO_PASSWORD}, ${profileId}, ${roleId},
        coalesce((select time_zone from users where org_id = ${orgId} and id = ${connection.config.setBy}), 'UTC'))`;
    const account = { id, name, what: ['created'], opens: isGuarded(profile.rights), wasSecond: false } as const;
    const { entries } = await noteAccountChange(tx, authorOf(arrival), account, at);
    await writeLink(tx, connection, who, { userId: id, at });
    const facts = { by: 'single_sign_on', connection: connection.name, profile: profile.name, role: role.name };
    return { value: undefined, entries: [{ action: 'user.create', subjectId: id, facts }, ...entries] };
  });
  return { orgId, id, name };
}

/**
 * Links the account of whoever has the address, and tells them. A temporary password that was handed to them is taken away: it was
 * for choosing one, which they do not need.
 */
export async function linkPerson(arrival: Arrival, person: KnownPerson): Promise<Entering> {
  const { orgId, connection, who, from, at } = arrival;
  const user = { orgId, id: person.id, name: person.name };
  await mutate(nobodyYet(user, from), { action: 'user.link', subjectId: person.id }, async (tx) => {
    await writeLink(tx, connection, who, { userId: person.id, at });
    const facts = { connection: connection.name, temporaryPasswordGone: await forgetTemporary(tx, person.id) };
    const notice = { kind: 'sso.linked', facts: { name: connection.name } } as const;
    await notify(tx, { userIds: [person.id] }, notice, at);
    return { value: undefined, entries: [{ action: 'user.link', subjectId: person.id, facts }] };
  });
  return user;
}

async function forgetTemporary(tx: Tx, userId: Id): Promise<boolean> {
  const gone = await tx.sql`
    update users set password_hash = ${NO_PASSWORD}, password_ends_at = null
    where org_id = ${tx.orgId} and id = ${userId} and password_ends_at is not null`;
  return gone.count > 0;
}

/** Gives a person the profile and role of their group. The last administrator stays one, which is an event. */
export async function applyRule(arrival: Arrival, person: KnownPerson, rule: Rule): Promise<void> {
  const { id, name, email } = person;
  const change = { id, name, email, profileId: rule.profileId, roleId: rule.roleId };
  const attempt = { action: 'user.update', subjectId: id, facts: factsOf(arrival) } as const;
  const ctx = systemOf(arrival);
  try {
    await mutate(ctx, attempt, async (tx) => {
      const changed = await changeUser(tx, authorOf(arrival), change, arrival.at);
      if (!changed.entries) return changed;
      const entries = changed.entries.map((entry) =>
        entry.action === 'user.update' ? { ...entry, facts: { ...entry.facts, ...factsOf(arrival) } } : entry,
      );
      return { ...changed, entries: atLeastOne(entries) };
    });
  } catch (error) {
    if (!(error instanceof CareledgerError) || error.reason !== 'LAST_ADMINISTRATOR') throw error;
    await recordRefusal(ctx, attempt, error);
  }
}

const factsOf = ({ connection }: Arrival) => ({ by: 'single_sign_on', connection: connection.name });

/** The name that the provider gives, as one line; else what stands before the `@`. */
function nameOf({ name }: Identity, email: string): string {
  const given = name?.trim().slice(0, 100) ?? '';
  return given !== '' && PLAIN_LINE.test(given) ? given : email.slice(0, email.lastIndexOf('@'));
}

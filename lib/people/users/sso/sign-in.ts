/**
 * Signing somebody in for whom a provider has answered. Guarantees: it is the person who is linked with the provider's name for them, or, at
 * the first time, whoever has an address of the connection's domains that the provider says is verified; whoever is refused
 * is told nothing of why, and the ledger says it. Does not: prove that the provider said so. Whoever calls has done that.
 */
import { deviceOf } from '@/lib/people/auth/device-token';
import type { SessionToken } from '@/lib/people/auth/session-token';
import { clock } from '@/lib/platform/clock';
import { holderContext } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import { CareledgerError, forbidden } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { isPersonWhole } from '@/lib/protection/integrity/rights';
import { mutate } from '@/lib/protection/mutate';
import { type Entering, type From, nobodyYet, openSession } from '../open-session';
import { type Arrival, applyRule, createPerson, linkPerson, ruleFor } from './accounts';
import { findConnection, type SsoConnection } from './connection';
import { type Identity, type RefusedBecause, type Standing, standingOf } from './person';

export interface Browser extends From {
  userAgent: string | null;
  /** The cookie by which a browser is known again. */
  known?: string | null;
  former: SessionToken | null;
}

/** What whoever is not let in is told, whatever the reason. */
export const NOT_LET_IN = 'NOT_LET_IN';
const refusal = () => forbidden('Single sign-on did not let you in.', { reason: NOT_LET_IN });

/** Opens a session for whom `who` is. @throws forbidden `NOT_LET_IN`, and the reason is an event */
export async function signInBySso(
  { orgId, connection }: { orgId: Id; connection: SsoConnection },
  who: Identity,
  browser: Browser,
  at: Date = clock.now(),
): Promise<SessionToken> {
  const arrival: Arrival = { orgId, connection, who, from: browser, at };
  const { standing, isOn } = await inOrg(orgId, async (tx) => ({
    standing: await standingOf(tx, connection, who),
    isOn: isSame(await findConnection(tx, connection.id), connection),
  }));
  if (!isOn) return refuse(arrival, 'connection_off');
  const user = await personOf(arrival, standing);
  if (!(await isPersonWhole(orgId, user.id))) return refuse(arrival, 'changed_outside', user);
  const { kind: by, config } = connection;
  const isNewDevice = (email: string) => deviceOf(browser.known, email, at) === null;
  return openSession(user, { ...browser, by, factorAt: config.asksFactor ? at : null, isNewDevice }, at);
}

/** It is on, and nobody has changed it since the sign-in began. */
const isSame = (now: SsoConnection | null, then: SsoConnection): boolean =>
  now?.state === 'on' && now.revision === then.revision;

async function personOf(arrival: Arrival, standing: Standing): Promise<Entering> {
  const { config } = arrival.connection;
  const rule = ruleFor(config.rules, arrival.who.groups);
  if (standing.is === 'refused') return refuse(arrival, standing.reason, personNamed(arrival, standing.personId));
  try {
    if (standing.is === 'new') {
      const place = rule ?? config.creates;
      if (!place) return await refuse(arrival, 'unknown_person');
      if (!rule && config.rules.length > 0 && config.otherwise === 'refuse')
        return await refuse(arrival, 'no_rule_fits');
      return await createPerson(arrival, standing.email, place);
    }
    const { person } = standing;
    const user = { orgId: arrival.orgId, id: person.id, name: person.name };
    if (!rule && config.rules.length > 0 && config.otherwise === 'refuse')
      return await refuse(arrival, 'no_rule_fits', user);
    if (standing.is === 'to_link') await linkPerson(arrival, person);
    if (rule) await applyRule(arrival, person, rule);
    return user;
  } catch (error) {
    if (error instanceof CareledgerError && error.code === 'not_found') return refuse(arrival, 'no_such_profile');
    throw error;
  }
}

const personNamed = ({ orgId }: Arrival, id: Id | null): Entering | null =>
  id === null ? null : { orgId, id, name: '' };

async function refuse(arrival: Arrival, reason: RefusedBecause, person: Entering | null = null): Promise<never> {
  await recordRefused(arrival, reason, person);
  throw refusal();
}

/** Whoever came, as the ledger names them: the person whose account was tried, or somebody. */
async function recordRefused(arrival: Arrival, reason: RefusedBecause, person: Entering | null): Promise<void> {
  const { orgId, connection, from } = arrival;
  const named = person && (await withName(orgId, person));
  await noteFailure({ orgId, connection, from, reason, person: named });
}

const withName = (orgId: Id, { id }: Entering): Promise<Entering> =>
  inOrg(orgId, async (tx) => {
    const [user] = await tx.sql<{ name: string }[]>`select name from users where org_id = ${orgId} and id = ${id}`;
    return { orgId, id, name: user?.name ?? 'Somebody' };
  });

export interface Failure {
  orgId: Id;
  connection: Pick<SsoConnection, 'id' | 'name' | 'kind'>;
  from: From;
  /** A code of ours. */
  reason: string;
  person?: Entering | null;
}

/** A sign-in that came to nothing is an event of the organisation. */
export async function noteFailure({ orgId, connection, from, reason, person = null }: Failure): Promise<void> {
  const action = 'user.sign_in_failed';
  const ctx = person
    ? nobodyYet(person, from)
    : { ...holderContext(orgId, connection.id, from.requestId, 'Somebody'), ip: from.ip };
  const facts = { reason, by: connection.kind, connection: connection.name };
  await mutate(ctx, action, async () => ({
    value: undefined,
    entries: [{ action, outcome: 'refused', subjectId: person?.id ?? connection.id, facts }],
  }));
}

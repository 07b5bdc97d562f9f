/**
 * The checks of who may do what: a profile's rights, the tree of roles, a person's profile, role and password, an API
 * client's owner, scopes, secret and consent, sharing rules and the groups they name (of these a foreign one alone shares
 * nothing: `lib/people/auth/shared-records.ts`). Guarantees: one of these that was changed otherwise than by Careledger opens
 * nothing: the person's sessions and programs are turned away, with an event, until it is set right by Careledger or put
 * back.
 * Against: whoever writes to the database without the keys; the app's role puts no older check back. Not against: the
 * database's owner, who puts an older state back with its check.
 */
import canonicalize from 'canonicalize';
import { systemContext } from '@/lib/platform/context';
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import { isStateMac } from '@/lib/platform/crypto/state-mac';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { keysOf, keysOfOrg } from '@/lib/platform/org-keys';
import { areFactorsKept } from './factors';
import { tellFailures } from './failure';
import { keepChecks } from './state-checks';

/** A subject with its state as PostgreSQL tells it, and the check that was kept of it. */
export interface RightsState {
  subject: 'profile' | 'roles' | 'user' | 'api_client' | 'sharing_rule' | 'user_group';
  id: Id;
  state: unknown;
  mac: Buffer | null;
}

const textOf = ({ state }: RightsState): string[] => [canonicalize(state) ?? ''];

/** Whether all of them are as Careledger left them. */
export const areRightsWhole = (keys: OrgKeys, states: readonly RightsState[]): boolean =>
  states.every((one) => isStateMac(keys, one, textOf(one), one.mac));

/** The checks a request brings along (SQL function `app.rights_of`): JSON, the check in hexadecimal. */
export type RightsProof = readonly (Omit<RightsState, 'mac'> & { mac: string | null })[];

/**
 * Whether a person's rights, and those of the program that acts for them, are as Careledger left them.
 * Where they are not, that is an event.
 */
export async function isProofWhole(orgId: Id, personId: Id, proof: RightsProof): Promise<boolean> {
  const keys = await keysOfOrg(orgId);
  const states = proof.map((one) => ({ ...one, mac: one.mac === null ? null : Buffer.from(one.mac, 'hex') }));
  if (states.length > 0 && areRightsWhole(keys, states)) return true;
  const state = states.flatMap((one) => [one.subject, ...textOf(one)]);
  await tellFailures(systemContext(orgId, 'integrity'), [{ what: 'rights', subjectId: personId, state }]);
  return false;
}

/** Whether the rights and the password of somebody who is not signed in yet are as Careledger left them. */
export async function isPersonWhole(orgId: Id, personId: Id, clientId: Id | null = null): Promise<boolean> {
  const [row] = await inOrg(
    orgId,
    (tx) => tx.sql<{ proof: RightsProof }[]>`select app.rights_of(${orgId}, ${personId}, ${clientId}) as proof`,
  );
  return row !== undefined && isProofWhole(orgId, personId, row.proof);
}

/** Whether the rights of a person, and of all programs that act for them, are as Careledger left them now. */
export async function areRightsOfWhole(tx: Tx, personId: Id): Promise<boolean> {
  const [person] = await tx.sql<{ profileId: Id }[]>`
    select profile_id as "profileId" from users where org_id = ${tx.orgId} and id = ${personId}`;
  const theirs = ({ subject, id, state }: RightsState): boolean =>
    subject === 'roles' ||
    (subject === 'user' && id === personId) ||
    (subject === 'profile' && id === person?.profileId) ||
    (subject === 'api_client' && Array.isArray(state) && state[0] === personId);
  if (!(await areFactorsKept(tx, personId))) return false;
  return areRightsWhole(await keysOf(tx), (await rightsStates(tx)).filter(theirs));
}

/** Whether a sharing rule, or a group, is as Careledger left it, or is no more. */
export const isSharingWholeOrGone = async (tx: Tx, id: Id): Promise<boolean> =>
  areRightsWhole(await keysOf(tx), await sharingStates(tx, id));

/** The states of sharing rules and groups, with their checks. @param id of one alone */
export const sharingStates = async (tx: Tx, id?: Id): Promise<RightsState[]> =>
  (await rightsStates(tx)).filter(
    (one) => (one.subject === 'sharing_rule' || one.subject === 'user_group') && (id === undefined || one.id === id),
  );

/** Everybody's rights in the transaction's org as they are now (SQL function `app.rights_states`). */
export const rightsStates = (tx: Tx): Promise<RightsState[]> =>
  tx.sql<RightsState[]>`select subject, id, state, mac from app.rights_states(${tx.orgId})`.then((rows) => [...rows]);

/**
 * Keeps the checks of what the transaction has changed since `before`. What it did not change keeps the check it had, so
 * that nothing wrong comes to look right by the way.
 */
export async function keepRights(tx: Tx, keys: OrgKeys, before: readonly RightsState[] = []): Promise<void> {
  const was = new Map(before.map((one) => [`${one.subject} ${one.id}`, textOf(one)[0]]));
  const changed = (await rightsStates(tx)).filter((one) => was.get(`${one.subject} ${one.id}`) !== textOf(one)[0]);
  await keepChecks(
    tx,
    keys,
    changed.map((one) => ({ ...one, state: textOf(one) })),
  );
}

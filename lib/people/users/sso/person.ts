/** What a provider says of somebody, and which person of the organisation that is. */
import { bearerMac, isSameDigest, plainDigest } from '@/lib/platform/crypto/bearer-mac';
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import type { Tx } from '@/lib/platform/db/transaction';
import { type Id, newId } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { noteForeignRow } from '@/lib/protection/integrity/kept-state';
import type { SsoConnection } from './connection';
import { domainOf, normalEmail } from './email';

/** Proven to come from the provider, for this sign-in. */
export interface Identity {
  /** The provider's own name for the person, which it gives to nobody else. */
  subject: string;
  email: unknown;
  /** Null: it does not say. */
  emailVerified: boolean | null;
  name: string | null;
  groups: readonly string[];
  /** All that came, to be shown to whoever tests the connection. */
  claims: Readonly<Record<string, unknown>>;
}

export interface KnownPerson {
  id: Id;
  name: string;
  email: string;
  active: boolean;
}

/** Why somebody is not let in: for the ledger, and for nobody else. */
export type RefusedBecause =
  | 'no_address'
  | 'foreign_domain'
  | 'unverified_address'
  | 'linked_to_another'
  | 'unknown_person'
  | 'deactivated'
  | 'no_rule_fits'
  | 'no_such_profile'
  | 'changed_outside'
  | 'connection_off';

export type Standing =
  | { is: 'linked'; person: KnownPerson }
  | { is: 'to_link'; person: KnownPerson }
  | { is: 'new'; email: string }
  | { is: 'refused'; reason: RefusedBecause; personId: Id | null };

const refused = (reason: RefusedBecause, personId: Id | null = null): Standing => ({ is: 'refused', reason, personId });

/**
 * Who it is: whoever is linked with the provider's name for them; else, at the first time, whoever has the address, where the
 * provider says that it is verified and its domain is the connection's. The address of somebody who is linked with another
 * name is that one's.
 */
export async function standingOf(tx: Tx, { id, config }: SsoConnection, who: Identity): Promise<Standing> {
  const keys = await keysOf(tx);
  const subject = subjectDigest(keys, id, config.issuer, who.subject);
  const [link] = await tx.sql<(KnownPerson & { linkId: Id; mac: Buffer })[]>`
    select p.id as "linkId", p.mac, u.id, u.name, u.email, u.active from sso_people p
    join users u on u.org_id = p.org_id and u.id = p.user_id
    where p.org_id = ${tx.orgId} and p.connection_id = ${id} and p.subject = ${subject}`;
  if (link) {
    const { linkId, mac, ...person } = link;
    if (!isSameDigest(linkMac(keys, id, subject, person.id), mac)) {
      noteForeignRow(tx, 'bearer', linkId);
      return refused('changed_outside', person.id);
    }
    return person.active ? { is: 'linked', person } : refused('deactivated', person.id);
  }
  const email = normalEmail(who.email);
  if (email === null) return refused('no_address');
  if (!config.domains.includes(domainOf(email))) return refused('foreign_domain');
  if (!(who.emailVerified ?? config.vouches)) return refused('unverified_address');
  const [person] = await tx.sql<(KnownPerson & { isLinked: boolean })[]>`
    select u.id, u.name, u.email, u.active, exists (
      select from sso_people p
      where p.org_id = u.org_id and p.connection_id = ${id} and p.user_id = u.id) as "isLinked"
    from users u where u.org_id = ${tx.orgId} and u.email = ${email}`;
  if (!person) return config.creates ? { is: 'new', email } : refused('unknown_person');
  const { isLinked, ...known } = person;
  if (isLinked) return refused('linked_to_another', known.id);
  return known.active ? { is: 'to_link', person: known } : refused('deactivated', known.id);
}

/** Links the provider's name for somebody with a person, in the transaction of its event. */
export async function writeLink(
  tx: Tx,
  { id, config }: SsoConnection,
  who: Identity,
  { userId, at }: { userId: Id; at: Date },
): Promise<void> {
  const keys = await keysOf(tx);
  const subject = subjectDigest(keys, id, config.issuer, who.subject);
  await tx.sql`
    insert into sso_people (org_id, id, connection_id, subject, user_id, mac, linked_at)
    values (${tx.orgId}, ${newId()}, ${id}, ${subject}, ${userId}, ${linkMac(keys, id, subject, userId)},
      ${at.toISOString()}::timestamptz)`;
}

/** Of another issuer it is another: who moves a connection to another provider links nobody by it. */
const subjectDigest = (keys: OrgKeys, connectionId: Id, issuer: string, subject: string): Buffer =>
  bearerMac(keys, 'sso subject', [connectionId, issuer], plainDigest(subject));

const linkMac = (keys: OrgKeys, connectionId: Id, subject: Buffer, userId: Id): Buffer =>
  bearerMac(keys, 'sso link', [connectionId, subject.toString('hex'), userId]);

/**
 * Users as a directory knows them. Those that it deleted are not there for it, while they are inactive. Guarantees: a directory's own
 * id of a person that SQL put in or moved to another counts for nothing, and that is an event. Against: whoever writes to the
 * database, so that a leaver is not found, or somebody else is let go in their place.
 */
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import type { Tx } from '@/lib/platform/db/transaction';
import { conflict, invalid, notFound } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { areKept, type KeptState, keepState, noteForeignRow } from '@/lib/protection/integrity/kept-state';
import { groupsOf } from './groups';
import type { Kept } from './schemas';
import { versionOf } from './version';

export interface Person {
  id: Id;
  userName: string;
  displayName: string;
  active: boolean;
  externalId: string | null;
  name: Kept['name'];
  emails: Kept['emails'];
  groups: { id: Id; name: string }[];
  createdAt: string;
  /** Another after each change, whoever made it. */
  version: string;
}

interface Row extends Omit<Person, 'name' | 'emails' | 'groups' | 'version'> {
  kept: Kept | null;
}

/** What a filter says for certain of all that it lets through, so that few rows are read. */
export interface Narrowed {
  id?: string;
  userName?: string;
  externalId?: string;
}

const MOST_LOOKED_AT = 20_000;

const there = (tx: Tx) => tx.sql`(u.active or s.removed_at is null)`;

const narrowedBy = (tx: Tx, { id, userName, externalId }: Narrowed) => tx.sql`
  (${id ?? null}::bigint is null or u.id = ${id ?? null}::bigint)
  and (${userName ?? null}::text is null or u.email = ${userName ?? null}::text)
  and (${externalId ?? null}::text is null or s.external_id = ${externalId ?? null}::text)`;

/** People in the order of their ids. @param page null: all, up to 20,000 @throws invalid `TOO_MANY` */
export async function listPeople(
  tx: Tx,
  narrowed: Narrowed,
  page: { skip: number; take: number } | null,
): Promise<Person[]> {
  const rows = await tx.sql<Row[]>`
    select u.id, u.email as "userName", u.name as "displayName", u.active, s.external_id as "externalId", s.kept,
      to_char(u.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "createdAt"
    from users u left join scim_people s on s.org_id = u.org_id and s.user_id = u.id
    where u.org_id = ${tx.orgId} and ${there(tx)} and ${narrowedBy(tx, narrowed)}
    order by u.id offset ${page?.skip ?? 0} limit ${page?.take ?? MOST_LOOKED_AT + 1}`;
  if (rows.length > MOST_LOOKED_AT) throw invalid('The filter looks at too many people.', { reason: 'TOO_MANY' });
  const keys = await keysOf(tx);
  const kept = await areKept(tx, rows.map(idState));
  const groups = await groupsOf(
    tx,
    rows.map(({ id }) => id),
  );
  return rows.map((row, n) => {
    const isOurs = row.externalId === null || kept[n] === true;
    if (!isOurs) noteForeignRow(tx, 'setting', row.id);
    return personOf(keys, isOurs ? row : { ...row, externalId: null }, groups.get(row.id) ?? []);
  });
}

/** What binds a directory's own id of a person to them. */
const idState = ({ id, externalId }: Pick<Person, 'id' | 'externalId'>): KeptState => ({
  subject: 'scim_person',
  id,
  state: externalId,
});

export const keepExternalId = (tx: Tx, person: Pick<Person, 'id' | 'externalId'>): Promise<void> =>
  keepState(tx, idState(person));

/** @throws conflict where somebody else who is there has it: a directory names by it whom it means */
export async function assertOwnExternalId(
  tx: Tx,
  { id, externalId }: Pick<Person, 'id' | 'externalId'>,
): Promise<void> {
  if (externalId === null) return;
  const others = await tx.sql`
    select from users u join scim_people s on s.org_id = u.org_id and s.user_id = u.id
    where u.org_id = ${tx.orgId} and ${there(tx)} and s.external_id = ${externalId} and u.id <> ${id}`;
  if (others.length === 0) return;
  const message = 'Another user of this organisation has this externalId.';
  throw conflict(message, { reason: 'DUPLICATE', fields: { externalId: message } });
}

export async function countPeople(tx: Tx): Promise<number> {
  const [{ count }] = await tx.sql<[{ count: number }]>`
    select count(*)::int as count from users u left join scim_people s on s.org_id = u.org_id and s.user_id = u.id
    where u.org_id = ${tx.orgId} and ${there(tx)}`;
  return count;
}

/** @throws not_found */
export async function getPerson(tx: Tx, id: Id): Promise<Person> {
  const [found] = await listPeople(tx, { id }, { skip: 0, take: 1 });
  if (!found) throw notFound('The user');
  return found;
}

function personOf(keys: OrgKeys, { kept, ...row }: Row, groups: Person['groups']): Person {
  const person = { ...row, name: kept?.name ?? {}, emails: kept?.emails ?? [], groups };
  return { ...person, version: versionOf(keys, person) };
}

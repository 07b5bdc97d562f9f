/** Users and groups as SCIM writes them, and what a document says of one. */

import type { GroupState } from '@/lib/people/users/scim/change-group';
import type { Person } from '@/lib/people/users/scim/people';
import { type Group, groupSchema, type PersonState, personSchema } from '@/lib/people/users/scim/schemas';
import type { Id } from '@/lib/platform/ids';
import { GROUP, type Kind, USER } from './attributes';
import { type Document, isObject } from './patch';
import { ScimError } from './scim-error';

export type Body = Record<string, unknown> & { meta: { version: string } };

export const etagOf = (version: string): string => `W/"${version}"`;

const metaOf = (
  kind: Kind,
  id: Id,
  { base, created, version }: { base: string; created: string; version: string },
) => ({
  resourceType: kind,
  created,
  location: `${base}/${kind}s/${id}`,
  version: etagOf(version),
});

export function userBody(person: Person, base: string): Body {
  const { id, userName, displayName, active, externalId, name, emails, groups, createdAt, version } = person;
  return {
    schemas: [USER],
    id,
    ...(externalId !== null && { externalId }),
    userName,
    displayName,
    ...(Object.keys(name).length > 0 && { name }),
    emails: emails.length > 0 ? emails : [{ value: userName, type: 'work', primary: true }],
    active,
    ...(groups.length > 0 && {
      groups: groups.map((group) => ({
        value: group.id,
        display: group.name,
        type: 'direct',
        $ref: `${base}/Groups/${group.id}`,
      })),
    }),
    meta: metaOf('User', id, { base, created: createdAt, version }),
  };
}

/** A document that PATCH is applied to: what may be written, as it is. */
export const userDocument = ({ userName, displayName, active, externalId, name, emails }: Person): Document => ({
  userName,
  displayName,
  active,
  ...(externalId !== null && { externalId }),
  name,
  emails,
});

export function groupBody(
  { id, name, externalId, members, createdAt, version }: Group & { version: string },
  names: ReadonlyMap<Id, string>,
  base: string,
): Body {
  return {
    schemas: [GROUP],
    id,
    ...(externalId !== null && { externalId }),
    displayName: name,
    members: members.map((value) => ({
      value,
      display: names.get(value) ?? '',
      type: 'User',
      $ref: `${base}/Users/${value}`,
    })),
    meta: metaOf('Group', id, { base, created: createdAt, version }),
  };
}

export const groupDocument = ({ name, externalId, members }: Group): Document => ({
  displayName: name,
  ...(externalId !== null && { externalId }),
  members: members.map((value) => ({ value })),
});

/** @throws ScimError `invalidValue`, by the name of the attribute */
export function personIn(document: Document): PersonState {
  const { active, emails, ...others } = withoutEmpty(document);
  return parsed(personSchema, {
    ...others,
    ...(active !== undefined && { active: truthOf(active) }),
    ...(Array.isArray(emails) && {
      emails: emails.map((email) => ({
        ...withoutEmpty(email),
        ...(email.primary != null && { primary: truthOf(email.primary) }),
      })),
    }),
  });
}

/** @throws ScimError `invalidValue`, by the name of the attribute */
export function groupIn(document: Document): GroupState {
  const { displayName, externalId, members } = parsed(groupSchema, withoutEmpty(document));
  return { name: displayName, externalId, members: members.map(({ value }) => value) };
}

function parsed<Value>(
  schema: {
    safeParse(
      value: unknown,
    ):
      | { success: true; data: Value }
      | { success: false; error: { issues: readonly { path: PropertyKey[]; message: string }[] } };
  },
  document: Document,
): Value {
  const read = schema.safeParse(document);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new ScimError(400, `${issue?.path.map(String).join('.') ?? ''}: ${issue?.message ?? ''}`, 'invalidValue');
}

/** Entra ID writes truth as "True" and "False". */
function truthOf(value: unknown): unknown {
  const word = typeof value === 'string' ? value.toLowerCase() : value;
  return word === 'true' ? true : word === 'false' ? false : value;
}

/** Null and an empty text say that there is none. */
function withoutEmpty(document: Document): Document {
  return Object.fromEntries(
    Object.entries(document)
      .filter(([, value]) => value !== null && value !== '')
      .map(([name, value]) => [name, isObject(value) ? withoutEmpty(value) : value]),
  );
}

/** The attributes of the core schemas (RFC 7643) by name, whatever the case: those that are kept, and those that are left out. */

export const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
export const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

export type Kind = 'User' | 'Group';

const COMMON = ['id', 'externalId', 'meta.resourceType', 'meta.created', 'meta.location', 'meta.version', 'schemas'];
const NAME = ['formatted', 'familyName', 'givenName', 'middleName', 'honorificPrefix', 'honorificSuffix'];
const ELEMENT = ['value', 'type', 'display', 'primary'];

const KEPT: Record<Kind, readonly string[]> = {
  User: [
    ...COMMON,
    'userName',
    'displayName',
    'active',
    ...NAME.map((part) => `name.${part}`),
    ...ELEMENT.map((part) => `emails.${part}`),
    'groups.value',
    'groups.display',
    'groups.type',
    'groups.$ref',
  ],
  Group: [...COMMON, 'displayName', 'members.value', 'members.display', 'members.type', 'members.$ref'],
};

/** Known to the core schema and not kept: left out without a word, as directories send them unasked. */
const LEFT_OUT: Record<Kind, readonly string[]> = {
  User: [
    'nickName',
    'profileUrl',
    'title',
    'userType',
    'preferredLanguage',
    'locale',
    'timezone',
    'password',
    'phoneNumbers',
    'ims',
    'photos',
    'addresses',
    'entitlements',
    'roles',
    'x509Certificates',
  ],
  Group: [],
};

const spelled: Record<Kind, ReadonlyMap<string, string>> = {
  User: spellings('User'),
  Group: spellings('Group'),
};

function spellings(kind: Kind): Map<string, string> {
  const whole = KEPT[kind].flatMap((path) => [path, path.split('.')[0] ?? path]);
  return new Map(whole.map((path) => [path.toLowerCase(), path]));
}

/** What a name stands for: an attribute that is kept, as the schema spells it; one that is left out; or none. */
export type Known = { is: 'kept'; path: string } | { is: 'left_out' } | { is: 'unknown' };

export function known(kind: Kind, name: string): Known {
  const urn = kind === 'User' ? USER : GROUP;
  const lower = name.toLowerCase();
  if (lower === ENTERPRISE.toLowerCase() || lower.startsWith(`${ENTERPRISE.toLowerCase()}:`)) {
    return kind === 'User' ? { is: 'left_out' } : { is: 'unknown' };
  }
  const short = lower.startsWith(`${urn.toLowerCase()}:`) ? lower.slice(urn.length + 1) : lower;
  const path = spelled[kind].get(short);
  if (path !== undefined) return { is: 'kept', path };
  const first = short.split('.')[0];
  return LEFT_OUT[kind].some((one) => one.toLowerCase() === first) ? { is: 'left_out' } : { is: 'unknown' };
}

/** Several values each: a comparison holds where it holds for one. */
export const isMany = (attribute: string): boolean => ['emails', 'groups', 'members', 'schemas'].includes(attribute);

/** Compared as they are; all else without regard to case (RFC 7643, 7). */
export const isExact = (path: string): boolean =>
  ['id', 'externalId', 'members.value', 'groups.value', 'meta.version', 'meta.location'].includes(path);

/** What a signed assertion says: that it is meant for us and for this sign-in, and who it is about. */
import type { Profile } from '@node-saml/node-saml';
import type { SamlConfig } from './config';
import { SsoFailure } from './failure';
import type { Identity } from './person';

const AS_EMAIL = 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress';
const BEARER = 'urn:oasis:names:tc:SAML:2.0:cm:bearer';

/** Our own addresses, as the provider knows us by them. */
export interface SamlPlaces {
  entityId: string;
  acs: string;
  loggedOut: string;
}

/** What the browser keeps while the person is at the provider. */
export interface SamlKept {
  requestId: string;
  /** ISO time. */
  at: string;
}

/** Where providers have an address, where no attribute was named. */
const EMAIL_ATTRIBUTES = [
  'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress',
  'urn:oid:0.9.2342.19200300.100.1.3',
  'email',
  'mail',
];
const NAME_ATTRIBUTES = [
  'http://schemas.microsoft.com/identity/claims/displayname',
  'urn:oid:2.16.840.1.113730.3.1.241',
  'displayName',
  'name',
];

interface Parsed {
  $?: Record<string, string>;
  [name: string]: unknown;
}
const listOf = (parent: Parsed | undefined, name: string): Parsed[] => (parent?.[name] ?? []) as Parsed[];

/** What the library leaves open: that the signed part itself names us and the request. @returns the assertion's id */
export function assertForUs(profile: Profile, { acs }: SamlPlaces, { requestId }: SamlKept): string {
  const { Assertion: assertion } = (profile.getAssertion?.() ?? {}) as { Assertion?: Parsed };
  const confirmations = listOf(listOf(assertion, 'Subject')[0], 'SubjectConfirmation');
  const isMeant = confirmations.some((confirmation) => {
    const data = listOf(confirmation, 'SubjectConfirmationData')[0]?.$;
    return (
      confirmation.$?.Method === BEARER &&
      data?.Recipient === acs &&
      data.InResponseTo === requestId &&
      data.NotOnOrAfter !== undefined
    );
  });
  if (!isMeant) throw new SsoFailure('not_proven', 'RECIPIENT');
  const conditions = listOf(assertion, 'Conditions')[0];
  if (!conditions?.$?.NotOnOrAfter) throw new SsoFailure('not_proven', 'CONDITIONS');
  const id = assertion?.$?.ID;
  if (!id) throw new SsoFailure('not_proven', 'ASSERTION_ID');
  return id;
}

/** Who it is, as the provider's attributes say. */
export function identityOf(profile: Profile, { emailAttribute, groupsClaim }: SamlConfig): Identity {
  const attributes = (profile.attributes ?? {}) as Record<string, unknown>;
  const { nameID, nameIDFormat } = profile;
  const one = (names: readonly string[]): unknown => names.map((name) => attributes[name]).find((value) => value);
  const asNameId = nameIDFormat === AS_EMAIL ? nameID : undefined;
  const email = emailAttribute === '' ? (one(EMAIL_ATTRIBUTES) ?? asNameId) : attributes[emailAttribute];
  const name = one(NAME_ATTRIBUTES);
  return {
    // The same name in another format, or of another qualifier, is another's.
    subject: JSON.stringify([nameID, nameIDFormat ?? '', profile.nameQualifier ?? '']),
    email,
    emailVerified: null,
    name: typeof name === 'string' ? name : null,
    groups: [attributes[groupsClaim || 'groups']].flat().filter((group) => typeof group === 'string'),
    claims: { NameID: nameID, ...attributes },
  };
}

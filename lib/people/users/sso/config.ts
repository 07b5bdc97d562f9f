/** What a connection for single sign-on is: as it is kept, and as it comes from outside. */
import { X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { allowedRange } from '@/lib/platform/address-ranges';
import { type Id, isId } from '@/lib/platform/ids';
import { plainLine } from '@/lib/platform/plain-line';
import { isDomain } from './email';
import type { SamlKey } from './saml-key';

const MOST_PEM = 50_000;
const PEM = /-----BEGIN CERTIFICATE-----[\sA-Za-z0-9+/=]+-----END CERTIFICATE-----/g;

/** The certificates in a text; null where anything of it is none. */
export function certificatesIn(text: string): string[] | null {
  const found = text.match(PEM) ?? [];
  if (found.length === 0 || text.replace(PEM, '').trim() !== '') return null;
  try {
    return found.map((pem) => new X509Certificate(pem).toString().trim());
  } catch {
    return null;
  }
}

const pem = z
  .string()
  .trim()
  .max(MOST_PEM, { error: 'This is too long for a certificate.' })
  .refine((text) => certificatesIn(text) !== null, {
    error: 'Give a certificate in PEM: it begins with -----BEGIN CERTIFICATE-----.',
  });

const address = z
  .url({ protocol: /^https?$/, error: 'Give an address that begins with https://' })
  .trim()
  .max(500, { error: 'At most 500 characters.' })
  .refine((text) => !URL.canParse(text) || (new URL(text).username === '' && !text.includes('#')), {
    error: 'An address has no user name in it, and no part behind #.',
  });

const line = (what: string) => plainLine(what, 200);
const attribute = z.string().trim().max(200, { error: 'At most 200 characters.' }).default('');
const id = z.string().refine(isId, { error: 'Choose one of the list.' });

const domains = z
  .array(
    z
      .string()
      .trim()
      .toLowerCase()
      .refine(isDomain, { error: 'Give domains such as clinic.example, in plain letters.' }),
  )
  .min(1, { error: 'Give at least one domain.' })
  .max(50, { error: 'At most 50 domains.' })
  .transform((list) => [...new Set(list)]);

const rule = z.object({ group: line('a group'), profileId: id, roleId: id });

const shared = {
  name: plainLine('a name', 60),
  domains,
  /** Addresses count as verified where the provider does not say: it gives its people no others. */
  vouches: z.boolean().default(false),
  /** The provider asks for a second factor. */
  asksFactor: z.boolean().default(true),
  /** Who has no account yet is given one, with this profile and role. */
  creates: z.object({ profileId: id, roleId: id }).nullable().default(null),
  groupsClaim: attribute,
  /** The first that fits decides, at every sign-in. */
  rules: z.array(rule).max(50, { error: 'At most 50.' }).default([]),
  /** What becomes of somebody with an account whom no rule fits. */
  otherwise: z.enum(['keep', 'refuse'], { error: 'Choose one of the two.' }).default('keep'),
};

const oidc = z
  .object({
    kind: z.literal('oidc'),
    ...shared,
    issuer: address,
    clientId: line('the client id'),
    /** Left out: as it was, at the same issuer. */
    clientSecret: z.string().trim().min(1).max(4_000, { error: 'At most 4,000 characters.' }).optional(),
    scopes: z
      .string()
      .trim()
      .max(200)
      .regex(/^[\x21\x23-\x5b\x5d-\x7e ]*$/, { error: 'Give names of scopes, with spaces between.' })
      .default(''),
    allowedRanges: z.array(allowedRange).max(20, { error: 'At most 20.' }).default([]),
    ca: pem.nullable().default(null),
  })
  .refine(({ issuer, allowedRanges }) => !issuer.startsWith('http:') || allowedRanges.length > 0, {
    path: ['issuer'],
    error: 'Give an address that begins with https://',
  });

const saml = z.object({
  kind: z.literal('saml'),
  ...shared,
  issuer: line('the entity ID of the provider'),
  entryPoint: address,
  logoutUrl: z.union([z.literal(''), address]).default(''),
  certificate: pem,
  emailAttribute: attribute,
  /** Our requests are signed with a key of our own. */
  signsRequests: z.boolean().default(false),
  /** What the provider says of people may be encrypted for that key. */
  takesEncrypted: z.boolean().default(false),
});

export const connectionSchema = z.union([oidc, saml]);
export const changedConnectionSchema = z.object({ id, connection: connectionSchema });
export const connectionIdSchema = z.object({ id });

export type ConnectionInput = z.input<typeof connectionSchema>;

interface Author {
  /** Who wrote it down last: what it does to accounts is theirs. */
  setBy: Id;
}

export type OidcConfig = Omit<z.output<typeof oidc>, 'clientSecret' | 'name'> & Author & { clientSecret: string };
type OwnKey = 'signsRequests' | 'takesEncrypted';
/** Those of before there were keys of our own have none of the three. */
export type SamlConfig = Omit<z.output<typeof saml>, 'name' | OwnKey> &
  Author & { signsRequests?: boolean; takesEncrypted?: boolean; key?: SamlKey | null };
export type SsoConfig = OidcConfig | SamlConfig;
export type Rule = z.output<typeof rule>;

/** What a directory's connection takes from the screen, and what it may say of people and groups. */
import { z } from 'zod';
import { type Id, isId } from '@/lib/platform/ids';
import { plainLine } from '@/lib/platform/plain-line';
import { emailField } from '../email-field';

const id = z.string().refine(isId, { error: 'Choose one of the list.' });

const rule = z.object({ group: plainLine('the name of a group', 200), profileId: id, roleId: id });

export const rulesSchema = z.object({
  /** Of whoever is in no group of the rules. */
  profileId: id,
  roleId: id,
  /** The first whose group somebody is in decides. */
  rules: z
    .array(rule)
    .max(50, { error: 'At most 50 groups.' })
    .refine((rules) => new Set(rules.map(({ group }) => group.toLowerCase())).size === rules.length, {
      error: 'Each group once.',
    }),
});

/** How long a token is good for, in days. */
export const LIVES = ['90', '365', 'none'] as const;

export const newConnectionSchema = z.object({
  name: plainLine('a name', 60),
  lives: z.enum(LIVES, { error: 'Choose one of the list.' }),
  rules: rulesSchema,
});
export const changedConnectionSchema = z.object({ id, name: plainLine('a name', 60), rules: rulesSchema });
export const connectionIdSchema = z.object({ id });

export type NewConnection = z.input<typeof newConnectionSchema>;
export type ChangedConnection = z.input<typeof changedConnectionSchema>;
export type Rules = z.output<typeof rulesSchema>;

const text = (most: number) => plainLine('a text', most);

/** Normalised as everywhere else: `users.email` is lower case, and has plain letters only. */
const userName = emailField('userName is the email address that the person signs in with.');

const email = z.object({
  value: text(254),
  type: text(50).optional(),
  display: text(100).optional(),
  primary: z.boolean().optional(),
});

/** A user as a directory may describe them; what else it says is left out before. */
export const personSchema = z.object({
  userName,
  externalId: text(200).nullable().default(null),
  displayName: text(100).nullable().default(null),
  name: z
    .object({
      formatted: text(200).optional(),
      givenName: text(100).optional(),
      familyName: text(100).optional(),
      middleName: text(100).optional(),
      honorificPrefix: text(50).optional(),
      honorificSuffix: text(50).optional(),
    })
    .default({}),
  emails: z.array(email).max(10, { error: 'At most 10 addresses.' }).default([]),
  active: z.boolean().default(true),
});

export const MOST_MEMBERS = 5000;

export const groupSchema = z.object({
  displayName: text(200),
  externalId: text(200).nullable().default(null),
  members: z
    .array(z.object({ value: z.string().refine(isId, { error: 'A member is named by its id.' }) }))
    .max(MOST_MEMBERS, { error: `At most ${MOST_MEMBERS} members.` })
    .default([]),
});

export type PersonState = z.output<typeof personSchema>;
export type Kept = Pick<PersonState, 'name' | 'emails'>;

export interface Group {
  id: Id;
  name: string;
  externalId: string | null;
  members: readonly Id[];
  createdAt: string;
}

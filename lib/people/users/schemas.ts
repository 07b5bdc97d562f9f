/** What the verbs about people take, as it comes from outside. */
import { z } from 'zod';
import { browserTimeZone } from '@/lib/people/auth/browser-time-zone';
import { FIELD_RIGHTS, MODULE_RIGHTS, ORG_RIGHTS, WEEKDAYS } from '@/lib/people/rights';
import { isAddressRange } from '@/lib/platform/address-ranges';
import { isId } from '@/lib/platform/ids';
import { plainLine as line } from '@/lib/platform/plain-line';
import { isTimeZone } from '@/lib/platform/time-zones';
import { emailField } from './email-field';
import { SHOWN_BY_KEYS } from './shown-by';

const id = z.string().refine(isId, { error: 'Choose one of the list.' });

const email = emailField('Give an email address, like name@example.org.');

/** The address looks like somebody else's, and is meant (`look-alike.ts`). */
const alike = z.boolean().default(false);

const timeZone = z
  .string()
  .refine((name) => name.length <= 64 && isTimeZone(name), { error: 'Choose a time zone of the list.' });

export const newUserSchema = z.object({ name: line('a name', 100), email, alike, profileId: id, roleId: id });
export const userChangeSchema = z.object({ id, name: line('a name', 100), email, alike, profileId: id, roleId: id });
export const userIdSchema = z.object({ id });
export const factorResetSchema = userIdSchema.extend({
  shownBy: z.string().pipe(z.enum(SHOWN_BY_KEYS, { error: 'Say how you know.' })),
});
export const userStateSchema = z.object({ id, active: z.boolean() });
export const sessionIdSchema = z.object({ id });
export const accountSchema = z.object({ name: line('your name', 100), timeZone });
export const passwordChangeSchema = z.object({
  current: z.string().max(1000, { error: 'At most 1,000 characters.' }),
  password: z.string().max(1000, { error: 'At most 1,000 characters.' }),
  /** Where one was asked for: see `lib/people/auth/guess.ts`. */
  proof: z.string().max(200).optional(),
});

export const newInvitationSchema = newUserSchema.extend({ byMail: z.boolean() });
export const invitationIdSchema = z.object({ id });
export const invitationRenewalSchema = z.object({ id, byMail: z.boolean() });

const token = z.string().max(100);
const newPassword = z.string().max(1000, { error: 'At most 1,000 characters.' });
export const heldInvitationSchema = z.object({ invitationId: z.string().max(20), token });
export const joiningSchema = heldInvitationSchema.extend({ password: newPassword, timeZone: browserTimeZone });
export const passwordLinkSchema = z.object({ linkId: z.string().max(20), token, password: newPassword });
export const askPasswordSchema = z.object({ email, proof: z.string().max(200).optional() });

export const mailChoicesSchema = z.object({ topics: z.array(z.string().max(40)).max(40) });
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'Give a time, like 08:00.' });

export const rightsSchema = z.object({
  everyModule: z.array(z.enum(MODULE_RIGHTS)).max(MODULE_RIGHTS.length),
  modules: z.record(z.string().max(100), z.array(z.enum(MODULE_RIGHTS)).max(MODULE_RIGHTS.length)),
  org: z.array(z.enum(ORG_RIGHTS)).max(ORG_RIGHTS.length),
  /** By id of the field; what the profile has when absent. */
  fields: z.record(id, z.enum(FIELD_RIGHTS).exclude(['edit'])).optional(),
});
/** Without addresses anywhere, without hours always. */
export const signInLimitsSchema = z.object({
  id,
  addresses: z
    .array(
      z
        .string()
        .trim()
        .refine(isAddressRange, { error: 'Give addresses or ranges, such as 203.0.113.7 or 203.0.113.0/24.' }),
    )
    .max(50, { error: 'At most 50 addresses.' })
    .transform((list) => [...new Set(list)]),
  hours: z
    .object({
      zone: timeZone,
      days: z
        .array(z.union(WEEKDAYS.map((day) => z.literal(day))))
        .min(1, { error: 'Choose a day.' })
        .transform((days) => WEEKDAYS.filter((day) => days.includes(day))),
      from: timeOfDay,
      to: timeOfDay,
    })
    .refine(({ from, to }) => from !== to, { error: 'They end when they begin.', path: ['to'] })
    .nullable(),
  /** The asker knows that it signs them out themself. */
  meant: z.boolean().optional(),
});
export const newProfileSchema = z.object({ name: line('a name', 60), copyOf: id });
export const profileChangeSchema = z.object({ id, name: line('a name', 60), rights: rightsSchema });
export const profileIdSchema = z.object({ id });

export const newRoleSchema = z.object({ name: line('a name', 60), parentId: id });
export const roleNameSchema = z.object({ id, name: line('a name', 60) });
export const roleMoveSchema = z.object({ id, parentId: id });
export const roleIdSchema = z.object({ id });

export type NewUser = z.input<typeof newUserSchema>;
export type UserChange = z.input<typeof userChangeSchema>;
export type FactorReset = z.input<typeof factorResetSchema>;
export type UserState = z.input<typeof userStateSchema>;
export type Account = z.input<typeof accountSchema>;
export type PasswordChange = z.input<typeof passwordChangeSchema>;
export type NewInvitation = z.input<typeof newInvitationSchema>;
export type InvitationRenewal = z.input<typeof invitationRenewalSchema>;
export type HeldInvitation = z.input<typeof heldInvitationSchema>;
export type Joining = z.input<typeof joiningSchema>;
export type ChosenPassword = z.input<typeof passwordLinkSchema>;
export type AskPassword = z.input<typeof askPasswordSchema>;
export type MailChoices = z.input<typeof mailChoicesSchema>;
export type SignInLimitsChange = z.input<typeof signInLimitsSchema>;
export type NewProfile = z.input<typeof newProfileSchema>;
export type ProfileChange = z.input<typeof profileChangeSchema>;
export type NewRole = z.input<typeof newRoleSchema>;
export type RoleName = z.input<typeof roleNameSchema>;
export type RoleMove = z.input<typeof roleMoveSchema>;

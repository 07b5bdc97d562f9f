/** What the verbs about API clients take, as it comes from outside. */
import { z } from 'zod';
import { isAddressRange } from '@/lib/platform/address-ranges';
import { isId } from '@/lib/platform/ids';
import { plainLine } from '@/lib/platform/plain-line';
import { PURPOSE_KEYS, UNSTATED } from '@/lib/protection/accounting/purposes';
import { isScope, spelled } from './scopes';

const id = z.string().refine(isId, { error: 'Choose one of the list.' });

/** It stands in the ledger. */
const name = plainLine('a name', 100);

const scopes = z
  .array(z.string().trim().refine(isScope, { error: 'Write a scope as Zoho does: ZohoCRM.modules.Contacts.READ.' }))
  .max(200, { error: 'At most 200 scopes.' })
  .transform((list) => [...new Set(list.map(spelled))]);

const allowedIps = z
  .array(
    z
      .string()
      .trim()
      .refine(isAddressRange, { error: 'Give an address or a range, such as 203.0.113.7 or 203.0.113.0/24.' }),
  )
  .max(50, { error: 'At most 50 addresses.' })
  .transform((list) => [...new Set(list)]);

const expiresAt = z.iso.datetime({ offset: true, error: 'Give a date.' }).nullable();

const callsPerMinute = z
  .int({ error: 'Give a whole number.' })
  .min(1, { error: 'At least 1.' })
  .max(60_000, { error: 'At most 60,000.' });

const purpose = z.enum([...PURPOSE_KEYS, UNSTATED], { error: 'Choose what it reads for.' });

/** Without scopes a client may do nothing; without addresses it may call from anywhere. */
export const newClientSchema = z.object({
  name,
  ownerId: id,
  scopes: scopes.default([]),
  allowedIps: allowedIps.default([]),
  expiresAt: expiresAt.default(null),
  callsPerMinute: callsPerMinute.default(600),
  /** Whether it may get tokens by its secret alone; the screen says so of each. */
  bySecretAlone: z.boolean().default(true),
  /** What for it reads: stands in the accounting of disclosures of what it read. */
  purpose: purpose.default(UNSTATED),
});
export const clientChangeSchema = z.object({
  id,
  name,
  ownerId: id,
  scopes,
  allowedIps,
  expiresAt,
  callsPerMinute,
  /** Whether it may search by protected values in an address. As it was when absent. */
  protectedInAddress: z.boolean().optional(),
  /** Whether it may send its secret in an address. As it was when absent. */
  secretInAddress: z.boolean().optional(),
  /** Whether it may get tokens by its secret alone. As it was when absent. */
  bySecretAlone: z.boolean().optional(),
  /** As it was when absent. */
  purpose: purpose.optional(),
});
export const clientIdSchema = z.object({ id });
/** With what its owner was shown: what is accepted is no more than that. */
export const acceptedClientSchema = z.object({
  id,
  scopes: z.array(z.string().max(200)).max(200),
  allowedIps: z.array(z.string().max(100)).max(50),
});
/** `scopes` narrows what the code's tokens may do; without it, all that the client may. */
export const grantCodeSchema = z.object({ id, scopes: scopes.optional() });

export type NewClient = z.input<typeof newClientSchema>;
export type ClientChange = z.input<typeof clientChangeSchema>;
export type AcceptedClient = z.input<typeof acceptedClientSchema>;
export type ClientIdInput = z.input<typeof clientIdSchema>;
export type GrantCodeInput = z.input<typeof grantCodeSchema>;

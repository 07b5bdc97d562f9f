/** What the verbs about connections take, as it comes from outside. */
import { z } from 'zod';
import { allowedRange } from '@/lib/platform/address-ranges';
import { CareledgerError } from '@/lib/platform/errors';
import { isId } from '@/lib/platform/ids';
import { plainLine } from '@/lib/platform/plain-line';
import { PURPOSE_KEYS } from '@/lib/protection/accounting/purposes';
import { readAddress } from '../outbound';
import { MAPPED_ACTS } from './connection';

const id = z.string().refine(isId, { error: 'Choose one of the list.' });
const apiName = z.string().min(1).max(100);
/** It stands in the ledger. */
const name = plainLine('a name', 100);

const address = z
  .string()
  .trim()
  .max(500, { error: 'Give an address of at most 500 characters.' })
  .superRefine((text, ctx) => {
    try {
      const url = readAddress(text);
      if (url.search)
        ctx.addIssue({ code: 'custom', message: 'Give the address without a question mark and what follows.' });
    } catch (error) {
      const message = error instanceof CareledgerError ? error.message : 'Give an address that begins with https://';
      ctx.addIssue({ code: 'custom', message });
    }
  });

const purpose = z.enum(PURPOSE_KEYS, { error: 'Choose what for.' });

/** Unencrypted it goes within one's own network at most. */
const isByTls = ({ address: at, allowedRanges }: { address: string; allowedRanges: readonly string[] }): boolean =>
  !at.startsWith('http:') || allowedRanges.length > 0;
const BY_TLS = { path: ['address'], error: 'Give an address that begins with https://' };

const texts = z.record(z.string().min(1).max(60), z.string().max(4_000));

export const newConnectionSchema = z
  .object({
    app: z.string().min(1).max(60),
    name,
    address,
    settings: texts.default({}),
    credentials: texts.default({}),
    allowedRanges: z.array(allowedRange).max(20, { error: 'At most 20.' }).default([]),
    purpose: purpose.default('operations'),
  })
  .refine(isByTls, BY_TLS);

export const connectionChangeSchema = z
  .object({
    id,
    name,
    address,
    settings: texts,
    allowedRanges: z.array(allowedRange).max(20, { error: 'At most 20.' }),
    /** As it was when absent. */
    purpose: purpose.optional(),
  })
  .refine(isByTls, BY_TLS);

export const credentialsSchema = z.object({ id, credentials: texts });

export const mappingSchema = z.object({
  id,
  module: apiName,
  acts: z
    .array(z.enum(MAPPED_ACTS))
    .min(1, { error: 'Choose at least one: without any nothing is sent.' })
    .max(MAPPED_ACTS.length),
  viewId: id.nullable().default(null),
  fields: z
    .array(z.object({ field: apiName, to: z.string().trim().min(1, { error: 'Say where it goes.' }).max(100) }))
    .min(1, { error: 'Choose at least one field.' })
    .max(200),
  removeRestricted: z.boolean().default(false),
});

export const moduleOfConnectionSchema = z.object({ id, module: apiName });
export const connectionIdSchema = z.object({ id });
export const deliveryIdSchema = z.object({ id, deliveryId: id });
export const simulationSchema = z.object({ id, module: apiName, recordId: id });

export type NewConnection = z.input<typeof newConnectionSchema>;
export type ConnectionChange = z.input<typeof connectionChangeSchema>;
export type NewCredentials = z.input<typeof credentialsSchema>;
export type NewMapping = z.input<typeof mappingSchema>;

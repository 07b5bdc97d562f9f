'use server';

import { z } from 'zod';
import { addPasskey, addTotp, offerPasskey, offerTotp } from '@/lib/people/factors/add';
import { newRecoveryCodes, removeFactor, renameFactor } from '@/lib/people/factors/change';
import { offerProof, proveByCode, proveByPasskey } from '@/lib/people/factors/prove';
import { proveByPassword } from '@/lib/people/factors/prove-by-password';
import { waysToProve } from '@/lib/people/factors/queries';
import {
  codeSchema,
  factorIdSchema,
  factorNameSchema,
  newPasskeySchema,
  newTotpSchema,
  passkeyAnswerSchema,
  passwordProofSchema,
} from '@/lib/people/factors/schemas';
import { action, command } from '@/lib/ways-in/http/action';
import { renewing } from '@/lib/ways-in/http/give-session';

const nothing = z.object({});

/** The verbs refuse a fresh session of somebody who has one already and has not given it. */
const ENROLLING = { stage: 'first factor', refresh: false } as const;
const GIVING = { stage: 'second factor', refresh: false } as const;

export const startApp = action(nothing, (ctx) => offerTotp(ctx), ENROLLING);
export const confirmApp = action(newTotpSchema, renewing(addTotp), ENROLLING);
export const startPasskey = action(nothing, (ctx) => offerPasskey(ctx), ENROLLING);
export const confirmPasskey = action(newPasskeySchema, renewing(addPasskey), ENROLLING);

export const rename = command(factorNameSchema, (ctx, input) => renameFactor(ctx, input));
export const remove = command(factorIdSchema, (ctx, input) => removeFactor(ctx, input));
export const makeCodes = action(nothing, (ctx) => newRecoveryCodes(ctx));

export const howToProve = action(nothing, waysToProve, { stage: 'any', refresh: false });
export const askPasskey = action(nothing, (ctx) => offerProof(ctx), GIVING);
export const givePasskey = command(passkeyAnswerSchema, renewing(proveByPasskey), GIVING);
export const giveCode = command(codeSchema, renewing(proveByCode), GIVING);
export const givePassword = command(passwordProofSchema, renewing(proveByPassword), ENROLLING);

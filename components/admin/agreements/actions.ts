'use server';

import { createAgreement } from '@/lib/admin/agreements/create';
import { askForForce } from '@/lib/admin/agreements/enter-force';
import { markSigned } from '@/lib/admin/agreements/mark-signed';
import {
  agreementChangeSchema,
  agreementIdSchema,
  newAgreementSchema,
  sendSchema,
  signedPaperSchema,
  signingIdSchema,
} from '@/lib/admin/agreements/schemas';
import { revokeLink, sendForSigning } from '@/lib/admin/agreements/signing/send';
import { updateAgreement } from '@/lib/admin/agreements/update';
import { withdrawAgreement } from '@/lib/admin/agreements/withdraw';
import { action, command } from '@/lib/ways-in/http/action';

export const addAgreement = action(newAgreementSchema, (ctx, input) => createAgreement(ctx, input));
export const changeAgreement = action(agreementChangeSchema, (ctx, input) => updateAgreement(ctx, input));
export const sayIsSigned = action(signedPaperSchema, (ctx, input) => markSigned(ctx, input));
export const askOnceMore = action(agreementIdSchema, (ctx, input) => askForForce(ctx, input));
export const send = action(sendSchema, (ctx, input) => sendForSigning(ctx, input));
export const takeLinkBack = command(signingIdSchema, (ctx, input) => revokeLink(ctx, input));
export const withdraw = command(agreementIdSchema, (ctx, input) => withdrawAgreement(ctx, input));

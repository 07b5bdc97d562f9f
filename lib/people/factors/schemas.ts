/** What the verbs about second factors take, as it comes from outside. */
import { z } from 'zod';
import { isId } from '@/lib/platform/ids';
import { plainLine } from '@/lib/platform/plain-line';

const name = plainLine('a name', 60);
const base64url = z
  .string()
  .max(20_000)
  .regex(/^[\w-]*$/);

export const factorIdSchema = z.object({ id: z.string().refine(isId, { error: 'Choose one of the list.' }) });
export const factorNameSchema = factorIdSchema.extend({ name });
export const newTotpSchema = z.object({ name, offer: base64url, code: z.string().trim().max(20) });
export const codeSchema = z.object({ code: z.string().trim().max(60) });
export const passwordProofSchema = z.object({
  password: z.string().max(1000, { error: 'At most 1,000 characters.' }),
  /** Where one was asked for: see `lib/people/auth/guess.ts`. */
  proof: z.string().max(200).optional(),
});

const credential = { id: base64url, rawId: base64url, type: z.literal('public-key') };

/** What a browser answers when a passkey is made; what it means is the verifier's to say. */
export const newPasskeySchema = z.object({
  name,
  response: z.looseObject({
    ...credential,
    response: z.looseObject({ clientDataJSON: base64url, attestationObject: base64url }),
  }),
});

/** What a browser answers when a passkey signs. */
export const passkeyAnswerSchema = z.object({
  response: z.looseObject({
    ...credential,
    response: z.looseObject({
      clientDataJSON: base64url,
      authenticatorData: base64url,
      signature: base64url,
      userHandle: base64url.optional(),
    }),
  }),
});

export type NewTotp = z.input<typeof newTotpSchema>;
export type NewPasskey = z.input<typeof newPasskeySchema>;
export type PasskeyAnswer = z.input<typeof passkeyAnswerSchema>;

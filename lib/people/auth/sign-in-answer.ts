/**
 * What the sign-in form is told beside yes and no, in the one text that next-auth hands on: that a proof of work is needed, or
 * what a passkey is to sign. Pure.
 */
import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser';

const PROOF = 'proof:';
const PASSKEY = 'passkey:';

export const askForProof = (challenge: string): string => `${PROOF}${challenge}`;

/** The challenge in an answer, or null. */
export const challengeIn = (answer: string): string | null =>
  answer.startsWith(PROOF) ? answer.slice(PROOF.length) : null;

export const askOfPasskey = (asked: PublicKeyCredentialRequestOptionsJSON): string =>
  `${PASSKEY}${JSON.stringify(asked)}`;

/** What a passkey is to sign, or null. */
export function askedOfPasskey(answer: string): PublicKeyCredentialRequestOptionsJSON | null {
  if (!answer.startsWith(PASSKEY)) return null;
  return JSON.parse(answer.slice(PASSKEY.length)) as PublicKeyCredentialRequestOptionsJSON;
}

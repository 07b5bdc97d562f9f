/**
 * What the sign-in form is told beside yes and no, in the one text that next-auth hands on: that a proof of work is needed,
 * which organisation is meant, or what a passkey is to sign. Pure.
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

const CHOOSE = 'choose:';

/** An organisation that one may sign in to with the address and the password given. */
export interface OrgChoice {
  id: string;
  name: string;
}

export const askToChoose = (choices: string): string => `${CHOOSE}${choices}`;

/** The organisations among which one chooses, or null. */
export function choicesIn(answer: string): readonly OrgChoice[] | null {
  return answer.startsWith(CHOOSE) ? (JSON.parse(answer.slice(CHOOSE.length)) as OrgChoice[]) : null;
}

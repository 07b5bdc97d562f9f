/**
 * Passkeys (WebAuthn), by `@simplewebauthn/server`. Guarantees: an answer counts only from our own origin and for our own name
 * (both of NEXTAUTH_URL), to a challenge of ours that was not taken before, with the person verified by their device.
 * Against: pages of other origins, answers sent again. Does not: ask what make an authenticator is of, nor look at its counter
 * (`take-signature.ts`).
 */
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { env } from '@/lib/platform/env';
import { conflict, invalid } from '@/lib/platform/errors';
import { type Id, isId } from '@/lib/platform/ids';
import { type ChallengeUse, newChallenge, takeChallenge } from './challenge';
import type { FactorRow, SignsWith } from './rows';

interface RelyingParty {
  id: string;
  origin: string;
}

function relyingParty(): RelyingParty {
  const address = env().NEXTAUTH_URL;
  if (!address) throw conflict('Passkeys need NEXTAUTH_URL to be set.');
  const { hostname, origin } = new URL(address);
  return { id: hostname, origin };
}

/** By which an authenticator knows whose passkey it is: ids, no name. */
const handleOf = (orgId: Id, userId: Id): Uint8Array<ArrayBuffer> => {
  const bytes = Buffer.alloc(16);
  bytes.writeBigUInt64BE(BigInt(orgId));
  bytes.writeBigUInt64BE(BigInt(userId), 8);
  return Uint8Array.from(bytes);
};

/** The organisation and the person of a handle, base64url; null where it is none of ours. */
export function readHandle(handle: string | undefined): { orgId: Id; userId: Id } | null {
  const bytes = Buffer.from(handle ?? '', 'base64url');
  if (bytes.length !== 16) return null;
  const [orgId, userId] = [bytes.readBigUInt64BE().toString(), bytes.readBigUInt64BE(8).toString()];
  return isId(orgId) && isId(userId) ? { orgId, userId } : null;
}

export type MakePasskey = PublicKeyCredentialCreationOptionsJSON;
export type AskPasskey = PublicKeyCredentialRequestOptionsJSON;

/** What a browser makes a passkey of: one that can sign in alone, and verifies its owner. */
export function offerToMake(
  owner: { orgId: Id; userId: Id; email: string; name: string },
  { use, has, at }: { use: ChallengeUse; has: readonly FactorRow[]; at: Date },
): Promise<MakePasskey> {
  return generateRegistrationOptions({
    rpName: 'Careledger',
    rpID: relyingParty().id,
    userID: handleOf(owner.orgId, owner.userId),
    userName: owner.email,
    userDisplayName: owner.name,
    challenge: newChallenge(use, at),
    attestationType: 'none',
    excludeCredentials: credentialsOf(has),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
}

/** What a browser signs. Without `has`, whichever passkey of ours its owner chooses. */
export const offerToSign = (use: ChallengeUse, at: Date, has: readonly FactorRow[] = []): Promise<AskPasskey> =>
  generateAuthenticationOptions({
    rpID: relyingParty().id,
    challenge: newChallenge(use, at),
    userVerification: 'required',
    allowCredentials: credentialsOf(has),
  });

const credentialsOf = (has: readonly FactorRow[]) =>
  has.flatMap(({ credentialId, transports }) =>
    credentialId ? [{ id: credentialId, ...(transports && { transports }) }] : [],
  );

export interface MadePasskey {
  credentialId: string;
  publicKey: Buffer;
  counter: number;
  transports: string[];
}

/** @throws invalid where it is not what was asked for */
export async function readMade(response: unknown, use: ChallengeUse, at: Date): Promise<MadePasskey> {
  const { id, origin } = relyingParty();
  const made = await verifyRegistrationResponse({
    response: response as RegistrationResponseJSON,
    expectedChallenge: (challenge) => takeChallenge(use, challenge, at),
    expectedOrigin: origin,
    expectedRPID: id,
    requireUserVerification: true,
  }).catch(() => null);
  if (!made?.registrationInfo) throw invalid('This passkey could not be taken. Try again.');
  const { credential } = made.registrationInfo;
  return {
    credentialId: credential.id,
    publicKey: Buffer.from(credential.publicKey),
    counter: credential.counter,
    transports: [...(credential.transports ?? [])].slice(0, 10),
  };
}

/**
 * Holds an answer against a passkey, outside any transaction: the challenge is taken by it.
 * @returns the counter that was signed; null where it is not signed by this passkey, for us, now
 */
export async function readSigned(
  response: unknown,
  { credentialId, publicKey }: SignsWith,
  use: ChallengeUse,
  at: Date,
): Promise<number | null> {
  const { id, origin } = relyingParty();
  const signed = await verifyAuthenticationResponse({
    response: response as AuthenticationResponseJSON,
    expectedChallenge: (challenge) => takeChallenge(use, challenge, at),
    expectedOrigin: origin,
    expectedRPID: id,
    requireUserVerification: true,
    // The counter is held against the row once that is locked (`take-signature.ts`).
    credential: { id: credentialId, publicKey: Uint8Array.from(publicKey), counter: 0 },
  }).catch(() => null);
  return signed?.verified ? signed.authenticationInfo.newCounter : null;
}

/**
 * By what somebody has shown who they are, in one session: how it was opened, and when a password or a second factor was last
 * given. Guarantees: what a row says of it counts only as Careledger wrote it. Against: whoever writes to the database
 * without the keys. An unset row (of before there were second factors) was opened by a password alone.
 */
import type { ProfileRights } from '@/lib/people/rights';
import { bearerMac, isSameDigest } from '@/lib/platform/crypto/bearer-mac';
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import type { Id } from '@/lib/platform/ids';
import type { FactorsProof } from '@/lib/protection/integrity/factors';
import { storedSetting } from '@/lib/protection/integrity/setting';
import { endOfGrace, factorPolicyOf, needsFactor } from './factor-policy';

export type SignedInBy = 'password' | 'passkey' | 'oidc' | 'saml' | 'offline_kit';

/** What is bound of a session beside its secret. */
export interface Proofs {
  by: SignedInBy | null;
  factorMs: number | null;
  /** When the password was last given again. */
  passwordMs: number | null;
}

/** What a request reads of them (SQL function `app.proofs_of`); checks in hexadecimal. */
export interface ProofsRow extends Proofs, FactorsProof {
  sessionMac: string | null;
  profileId: Id;
  /** Since when the organisation can ask for second factors. */
  sinceMs: number;
  policy: unknown;
  policyMac: string | null;
}

/** The keyed check of a session's proofs. */
export const proofsMac = (keys: OrgKeys, sessionId: Id, { by, factorMs, passwordMs }: Proofs): Buffer =>
  bearerMac(keys, 'factor', [sessionId, by, factorMs, passwordMs]);

/** Whether a session's proofs are as Careledger wrote them. */
export function areProofsKept(keys: OrgKeys, sessionId: Id, row: Proofs & Pick<ProofsRow, 'sessionMac'>): boolean {
  const { by, factorMs, passwordMs, sessionMac } = row;
  if (sessionMac === null) return by === null && factorMs === null && passwordMs === null;
  return isSameDigest(proofsMac(keys, sessionId, row), Buffer.from(sessionMac, 'hex'));
}

/** What the organisation asks of the person, and what they have given. */
export interface Standing {
  /** They have a second factor: sign-in asks for it. */
  enrolled: boolean;
  /** A second factor was given in this session, or by whom it was opened. */
  given: boolean;
  /** They need one from then on, milliseconds; null where nobody asks. */
  neededFromMs: number | null;
  /** What was given last counts as fresh until then, for acts that ask for it. */
  freshUntilMs: number;
  /** The setting was changed outside Careledger. */
  foreignSetting: boolean;
}

/** @param session when it began; the rights are the person's */
export function standingOf(
  keys: OrgKeys,
  row: ProofsRow,
  session: { createdMs: number; rights: ProfileRights; rests: boolean },
): Standing {
  const mac = row.policyMac === null ? null : Buffer.from(row.policyMac, 'hex');
  const stored = storedSetting(keys, 'second_factor', { value: row.policy, mac });
  const policy = factorPolicyOf(stored, row.sinceMs);
  const enrolled = row.factors.length > 0;
  // The cards of an offline kit stand in the place of a password.
  const byPassword = row.by === null || row.by === 'password' || row.by === 'offline_kit';
  const passwordMs = row.passwordMs ?? (byPassword ? session.createdMs : null);
  // Who has a factor shows it is them by that; a password alone may be somebody else's by now.
  const shown = [row.factorMs, enrolled ? null : passwordMs].filter((ms) => ms !== null);
  return {
    enrolled,
    given: row.factorMs !== null,
    neededFromMs: needsFactor(policy, { ...session, profileId: row.profileId })
      ? endOfGrace(policy, row.profileId)
      : null,
    freshUntilMs: shown.length === 0 ? 0 : Math.max(...shown) + policy.freshMinutes * 60_000,
    foreignSetting: stored.state === 'not_kept',
  };
}

/** Whom a second factor is asked of, from when, and how long one that was given counts as fresh. Pure: the clock is the caller's. */
import { z } from 'zod';
import type { ProfileRights } from '@/lib/people/rights';
import { type Id, isId } from '@/lib/platform/ids';
import type { StoredSetting } from '@/lib/protection/integrity/setting';

export const factorPolicySchema = z.object({
  /** By profile; one that is not named goes by `others`. */
  profiles: z.record(z.string().refine(isId), z.boolean()),
  /** `by_rights`: of whoever has a right to health data, to compliance or to users. */
  others: z.enum(['by_rights', 'nobody']),
  graceDays: z
    .int({ error: 'Give whole days.' })
    .min(0, { error: 'At least 0 days.' })
    .max(90, { error: 'At most 90 days.' }),
  freshMinutes: z
    .int({ error: 'Give whole minutes.' })
    .min(1, { error: 'At least 1 minute.' })
    .max(720, { error: 'At most 720 minutes.' }),
});

export type FactorPolicy = z.infer<typeof factorPolicySchema>;

const storedSchema = factorPolicySchema.extend({
  /** When the days of grace began, milliseconds. */
  sinceMs: z.number(),
  /** The same of profiles that came to be asked later. */
  since: z.record(z.string(), z.number()).optional(),
});

/** As it is stored: with the time from which the days of grace are counted. */
export type StoredFactorPolicy = z.infer<typeof storedSchema>;

export const DEFAULT_FACTOR_POLICY: FactorPolicy = {
  profiles: {},
  others: 'by_rights',
  graceDays: 14,
  freshMinutes: 5,
};

/** Where nobody is asked for a second factor, nor for a fresh one: a demo, and tests that are about something else. */
export const NO_FACTORS: FactorPolicy = { profiles: {}, others: 'nobody', graceDays: 0, freshMinutes: 720 };

/**
 * The policy as stored. @param sinceMs of the organisation, or of the upgrade that brought second factors, where none was set.
 * What was changed outside Careledger counts as the strictest: asked for at once.
 */
export function factorPolicyOf(stored: StoredSetting, sinceMs: number): StoredFactorPolicy {
  if (stored.state === 'not_kept') return { ...DEFAULT_FACTOR_POLICY, graceDays: 0, sinceMs };
  const parsed = storedSchema.safeParse(stored.state === 'kept' ? stored.value : undefined);
  return parsed.success ? parsed.data : { ...DEFAULT_FACTOR_POLICY, sinceMs };
}

const GUARDED = ['revealPhi', 'emergencyAccess', 'manageCompliance', 'manageUsers', 'readWholeLedger'] as const;

/** Whether `by_rights` asks for one. @param rests the right to reveal, which the profile grants, rests for the account */
const isGuardedByRights = (rights: ProfileRights, rests = false): boolean =>
  rests || GUARDED.some((right) => rights.org.includes(right));

/** Whom it is about. */
interface Asked {
  profileId: string;
  rights: ProfileRights;
  rests?: boolean;
}

/** Whether somebody needs a second factor. */
export const needsFactor = (policy: FactorPolicy, { profileId, rights, rests = false }: Asked): boolean =>
  policy.profiles[profileId] ?? (policy.others === 'by_rights' && isGuardedByRights(rights, rests));

/** Until when who needs one may do without. @param profileId theirs; without: of those asked from the beginning */
export const endOfGrace = ({ sinceMs, since = {}, graceDays }: StoredFactorPolicy, profileId = ''): number =>
  (since[profileId] ?? sinceMs) + graceDays * 86_400_000;

type Profile = Omit<Asked, 'rests'>;

/** Of which profiles it asks for one. */
export const askedBy = (policy: FactorPolicy, profiles: readonly Profile[]): Id[] =>
  profiles.filter((profile) => needsFactor(policy, profile)).map(({ profileId }) => profileId);

/**
 * A policy as it is to be stored after another. A switch that says what the rights say anyway is left out: a profile that is given a
 * right to health data later is asked by it. Days of grace begin with who comes to be asked, and anew for all where their number
 * was changed.
 */
export function nextPolicy(
  before: StoredFactorPolicy,
  given: FactorPolicy,
  profiles: readonly Profile[],
  atMs: number,
): StoredFactorPolicy {
  const byRights = { ...given, profiles: {} };
  const kept = profiles.filter((one) => given.profiles[one.profileId] !== undefined);
  const deviating = kept.filter((one) => given.profiles[one.profileId] !== needsFactor(byRights, one));
  const switches = deviating.map(({ profileId }) => [profileId, given.profiles[profileId]] as const);
  const next = { ...given, profiles: Object.fromEntries(switches) as FactorPolicy['profiles'] };
  if (given.graceDays !== before.graceDays) return { ...next, sinceMs: atMs };
  const [was, now] = [askedBy(before, profiles), askedBy(next, profiles)];
  const since = Object.fromEntries(
    now.flatMap((id) => {
      const begun = was.includes(id) ? before.since?.[id] : atMs;
      return begun === undefined ? [] : [[id, begun] as const];
    }),
  );
  return { ...next, sinceMs: before.sinceMs, ...(Object.keys(since).length > 0 && { since }) };
}

/** Whether somebody is asked for less by `after`, or later, or less often. */
export function isLooser(
  before: StoredFactorPolicy,
  after: StoredFactorPolicy,
  profiles: readonly Profile[],
  atMs: number,
): boolean {
  const now = askedBy(after, profiles);
  return (
    after.freshMinutes > before.freshMinutes ||
    (before.others === 'by_rights' && after.others === 'nobody') ||
    askedBy(before, profiles).some(
      (id) => !now.includes(id) || endOfGrace(after, id) > Math.max(endOfGrace(before, id), atMs),
    )
  );
}

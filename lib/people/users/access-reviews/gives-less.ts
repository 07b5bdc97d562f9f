import type { ProfileRights } from '@/lib/people/rights';
import { fieldsGained } from '../field-rights';
import { differenceOf } from '../update-profile';

/** Whether a profile gives nothing that another does not, and not all of it. Limits of signing in have to be the same, or come with it. Pure. */
export function givesLess(before: ProfileRights, after: ProfileRights): boolean {
  const { granted, withdrawn } = differenceOf(before, after);
  if (granted.length > 0 || fieldsGained(before, after).length > 0) return false;
  const isAsLimited = !before.signIn || JSON.stringify(before.signIn) === JSON.stringify(after.signIn);
  return isAsLimited && (withdrawn.length > 0 || fieldsGained(after, before).length > 0);
}

import { inOrg } from '@/lib/platform/db/transaction';
import { conflict } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';

/** The reason of a refusal that a choice lifts; its fact `choices` is JSON: `[{ id, name }]`. */
export const CHOICE_NEEDED = 'CHOOSE';

/**
 * The one to sign in, of those of an address whose password fits: the only one, or the one of the organisation that was
 * chosen. Organisations whose password does not fit are not told.
 * @throws conflict `CHOOSE` with the choices, where there are several and none was chosen
 */
export async function chosenOf<Found extends { orgId: Id }>(
  found: readonly Found[],
  organisation: string | null | undefined,
): Promise<Found> {
  const [first, ...others] = found;
  const chosen = others.length === 0 ? first : found.find(({ orgId }) => orgId === organisation);
  if (chosen) return chosen;
  const choices = await Promise.all(found.map(async ({ orgId }) => ({ id: orgId, name: await nameOf(orgId) })));
  throw conflict('You work with more than one organisation. Choose one.', {
    reason: CHOICE_NEEDED,
    facts: { choices: JSON.stringify(choices) },
  });
}

const nameOf = (orgId: Id): Promise<string> =>
  inOrg(orgId, async (tx) => {
    const [org] = await tx.sql<{ name: string }[]>`select name from orgs where org_id = ${tx.orgId}`;
    return org?.name ?? '';
  });

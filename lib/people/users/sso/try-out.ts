/** Trying a connection out: what came, and what would become of whoever it is, without signing anybody in. */
import { assertOrgRight } from '@/lib/people/auth/permissions';
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import { notFound } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { mutate } from '@/lib/protection/mutate';
import { ruleFor } from './accounts';
import type { SsoConnection } from './connection';
import { findWay } from './find';
import { type Identity, type Standing, standingOf } from './person';

export interface TriedOut {
  ok: boolean;
  /** What would happen, or why the answer counts for nothing. */
  words: string;
  /** Names of claims with what came, as texts. */
  claims: readonly (readonly [string, string])[];
}

/** The connection that is to be tried out: it need not be on. @throws forbidden; not_found */
export async function beginTry(ctx: Context, id: Id): Promise<SsoConnection> {
  assertOrgRight(ctx, 'manageUsers');
  const way = await findWay(ctx.orgId, id);
  if (!way) throw notFound('The connection');
  const { name } = way.connection;
  const action = 'sso.test';
  await mutate(ctx, action, async () => ({
    value: undefined,
    entries: [{ action, subjectId: id, facts: { name, step: 'begun' } }],
  }));
  return way.connection;
}

/** What came. @throws forbidden */
export async function finishTry(ctx: Context, connection: SsoConnection, who: Identity): Promise<TriedOut> {
  assertOrgRight(ctx, 'manageUsers');
  const standing = await inOrg(ctx.orgId, (tx) => standingOf(tx, connection, who));
  const { name, config } = connection;
  const action = 'sso.test';
  await mutate(ctx, action, async () => ({
    value: undefined,
    entries: [{ action, subjectId: connection.id, facts: { name, step: 'answered', standing: standing.is } }],
  }));
  const rule = ruleFor(config.rules, who.groups);
  const group = rule ? ` The rule for the group ${rule.group} fits.` : '';
  return { ok: standing.is !== 'refused', words: `${wordsOf(standing)}${group}`, claims: shownOf(who.claims) };
}

const REFUSED: Record<Extract<Standing, { is: 'refused' }>['reason'], string> = {
  no_address: 'the provider gave no email address in plain letters.',
  foreign_domain: 'the address is of none of the connection’s domains.',
  unverified_address: 'the provider does not say that the address is verified.',
  linked_to_another: 'whoever has this address is linked with another name at the provider.',
  unknown_person: 'nobody here has this address, and the connection makes no accounts.',
  deactivated: 'their account is not active.',
  no_rule_fits: 'no rule fits their groups.',
  no_such_profile: 'the profile or role of the rule is gone.',
  changed_outside: 'how they are linked was changed outside Careledger.',
  connection_off: 'the connection is off.',
};

function wordsOf(standing: Standing): string {
  if (standing.is === 'linked') return `They would be signed in as ${standing.person.name}.`;
  if (standing.is === 'to_link') return `They would be linked with ${standing.person.name}, and signed in.`;
  if (standing.is === 'new') return 'An account would be made for them.';
  return `They would be refused: ${REFUSED[standing.reason]}`;
}

const MOST_CLAIMS = 30;
const LONGEST = 120;

const shownOf = (claims: Readonly<Record<string, unknown>>): (readonly [string, string])[] =>
  Object.entries(claims)
    .slice(0, MOST_CLAIMS)
    .map(([name, value]) => [
      name.slice(0, LONGEST),
      (typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).slice(0, LONGEST),
    ]);

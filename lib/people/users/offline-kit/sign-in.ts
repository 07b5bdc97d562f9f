/**
 * Signing in by an offline kit, as an administrator that one names. Guarantees: a kit opens one session, also by two requests at the
 * same time, and that, its event and the notices to all administrators and officers are one transaction; whether an address is
 * known, and whose it is, shows neither in the sentence nor in the time; each try at a known address is an event, and after ten
 * each costs a proof of work. Where people sign in by single sign-on only, it opens all the same: that is what it is for.
 * What the session may do stands in `lib/people/auth/load-context.ts`. Not against: whoever has the cards.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { compareGuess, PROOF_NEEDED } from '@/lib/people/auth/guess';
import { readPerson } from '@/lib/people/auth/person-context';
import type { SessionToken } from '@/lib/people/auth/session-token';
import { canInOrg } from '@/lib/people/rights';
import { clock } from '@/lib/platform/clock';
import { inOrg, inTransaction, type Tx } from '@/lib/platform/db/transaction';
import { CareledgerError, invalid } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { log } from '@/lib/platform/log';
import { keysOfOrg } from '@/lib/platform/org-keys';
import { isPersonWhole } from '@/lib/protection/integrity/rights';
import { mutate } from '@/lib/protection/mutate';
import { chosenOf } from '../choose-organisation';
import { type Entering, type From, nobodyYet, openSession } from '../open-session';
import { type CardsOfKit, readCards } from './cards';
import { changeKit, findReadyKit, lockKit } from './kit';
import { isSecretOf } from './secret';
import { tellOfUse } from './tell';

export interface KitSignIn extends From {
  email: string;
  /** As they were typed. */
  cards: readonly string[];
  userAgent: string | null;
  /** A proof of work, where one was asked for. */
  proof?: string | null;
  former?: SessionToken | null;
}

/** Whoever comes is answered no sooner: what the database did for a known address does not show. */
const ANSWER_TAKES_MS = 500;
const WRONG =
  'These cards do not sign in this address. They may be wrong, used or withdrawn, or it is no administrator’s.';

/**
 * Opens a session of an hour at most, and spends the kit.
 * @throws invalid, naming a card that is mistyped, and otherwise in the same words whatever was wrong; limited `PROOF` with a
 * challenge while many fail
 */
export async function signInByKit(given: KitSignIn, at: Date = clock.now()): Promise<SessionToken> {
  const cards = readCards(given.cards);
  const email = given.email.trim().replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  const begun = performance.now();
  try {
    return await tryToSignIn({ ...given, email }, cards, at);
  } catch (error) {
    await wait(Math.max(0, ANSWER_TAKES_MS - (performance.now() - begun)));
    throw error;
  }
}

interface Candidate extends Entering {
  /** An active administrator, as Careledger made them. */
  isAdministrator: boolean;
}

async function tryToSignIn(given: KitSignIn, cards: CardsOfKit, at: Date): Promise<SessionToken> {
  const candidates = await findCandidates(given.email);
  const source = { email: `offline kit ${given.email}`, ip: given.ip };
  let fits: readonly Candidate[] = [];
  const all = await compareGuess({ source, proof: given.proof, at }, async () => {
    fits = await whoseKit(cards, candidates);
    const entering = fits.filter(({ isAdministrator }) => isAdministrator);
    return entering.length > 0 ? entering : null;
  }).catch(async (error: unknown) => {
    const asked = error instanceof CareledgerError && error.reason === PROOF_NEEDED;
    if (asked) await recordFailures(given, candidates, 'proof_needed');
    throw error;
  });
  if (!all) {
    await recordFailures(given, candidates, fits.length > 0 ? 'not_an_administrator' : 'wrong_cards');
    throw invalid(WRONG);
  }
  // Ids of kits are one organisation's, so there is one.
  const found = await chosenOf(all, null);
  const [{ kitId }] = cards;
  const spend = (tx: Tx) => spendKit(tx, kitId, { found, cards: cards.length, at });
  return openSession(found, { ...given, by: 'offline_kit', factorAt: null, within: spend }, at);
}

async function findCandidates(email: string): Promise<readonly Candidate[]> {
  const rows = await inTransaction(async (sql) => {
    await sql`select set_config('app.sign_in_email', ${email}, true)`;
    return sql<Entering[]>`
      select org_id as "orgId", id, name from users where email = ${email} order by active desc, org_id limit 20`;
  });
  return Promise.all(rows.map(async (user) => ({ ...user, isAdministrator: await isAdministrator(user) })));
}

async function isAdministrator({ orgId, id }: Entering): Promise<boolean> {
  const person = await inOrg(orgId, (tx) => readPerson(tx, id));
  return person?.active === true && canInOrg(person.rights, 'manageUsers') && (await isPersonWhole(orgId, id));
}

/** In whose organisation the cards bring a secret together. One comparison where there is nobody, as long as any. */
async function whoseKit(cards: CardsOfKit, candidates: readonly Candidate[]): Promise<readonly Candidate[]> {
  const [{ kitId }] = cards;
  if (candidates.length === 0) {
    await isSecretOf(null, cards, null);
    return [];
  }
  const matches = await Promise.all(
    candidates.map(async ({ orgId }) => {
      const kit = await inOrg(orgId, (tx) => findReadyKit(tx, kitId));
      return isSecretOf(await keysOfOrg(orgId), cards, kit?.verifier ?? null);
    }),
  );
  return candidates.filter((_, n) => matches[n]);
}

/** In the transaction of the session. @throws invalid where somebody was quicker */
async function spendKit(tx: Tx, id: Id, { found, cards, at }: { found: Entering; cards: number; at: Date }) {
  const kit = await lockKit(tx, id);
  if (!kit.isKept || kit.state !== 'ready') throw invalid(WRONG);
  await changeKit(tx, kit, { state: 'used', endedMs: at.getTime(), endedBy: found.id });
  await tellOfUse(tx, found.name, id, at);
  return [{ action: 'kit.use', subjectId: id, facts: { cards, needed: kit.needed } }] as const;
}

/** A failure is an event in each org that knows the address, under the account that was named. */
async function recordFailures(from: KitSignIn, candidates: readonly Candidate[], reason: string): Promise<void> {
  const { requestId } = from;
  if (candidates.length === 0) log.warn({ event: 'sign_in.unknown_address', code: reason, requestId });
  const action = 'user.sign_in_failed';
  const facts = { reason, by: 'offline_kit' };
  for (const user of candidates) {
    await mutate(nobodyYet(user, from), action, async () => ({
      value: undefined,
      entries: [{ action, outcome: 'refused', subjectId: user.id, facts }],
    }));
  }
}

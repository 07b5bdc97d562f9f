/** Adding a second factor of one's own. */
import { assertFresh } from '@/lib/people/auth/fresh';
import { notify } from '@/lib/people/notices/notify';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import { conflict, invalid, notFound } from '@/lib/platform/errors';
import { type Id, newId } from '@/lib/platform/ids';
import { keysOf, keysOfOrg } from '@/lib/platform/org-keys';
import { readInput } from '@/lib/platform/read-input';
import { openFactor, sealFactor } from '@/lib/protection/credentials';
import { keepFactors } from '@/lib/protection/integrity/factors';
import { mutate } from '@/lib/protection/mutate';
import { type MadePasskey, type MakePasskey, offerToMake, readMade } from './passkey';
import { replaceRecoveryCodes } from './recovery-codes';
import { lockFactors, MOST_FACTORS } from './rows';
import { type NewPasskey, type NewTotp, newPasskeySchema, newTotpSchema } from './schemas';
import { noteProof } from './session-proofs';
import { newTotpSecret, type QrCode, qrCodeOf, stepOfCode, totpUri } from './totp';

const ACTION = 'user.factor_add';

export interface AddedFactor {
  id: Id;
  /** With the first one: ten codes for the day it is lost, shown once. */
  recoveryCodes: string[] | null;
}

export interface TotpOffer {
  /** Base32, to be typed where no camera is at hand. */
  secret: string;
  qrCode: QrCode;
  /** The secret, sealed for this person and session: it comes back with the first code. */
  offer: string;
}

const offerPlace = (ctx: Context): string[] => ['offer', ctx.actor.id, String(ctx.sessionId)];

/** A secret for an authenticator app; nothing is kept of it until a code of it is there. @throws forbidden `STEP_UP` */
export async function offerTotp(ctx: Context, at: Date = clock.now()): Promise<TotpOffer> {
  assertFresh(ctx, at.getTime());
  const { email } = await ownerOf(ctx);
  const secret = newTotpSecret();
  const offer = sealFactor(await keysOfOrg(ctx.orgId), offerPlace(ctx), secret).toString('base64url');
  return { secret, qrCode: qrCodeOf(totpUri(secret, email)), offer };
}

/**
 * Adds an authenticator app, shown by a code of it. @throws forbidden `STEP_UP`; invalid; conflict when there are ten
 */
export async function addTotp(ctx: Context, input: NewTotp, at: Date = clock.now()): Promise<AddedFactor> {
  const { name, offer, code } = readInput(newTotpSchema, input);
  const keys = await keysOfOrg(ctx.orgId);
  const secret = openOffer(() => openFactor(keys, offerPlace(ctx), Buffer.from(offer, 'base64url')));
  const step = stepOfCode(secret, code.replaceAll(' ', ''), { atMs: at.getTime(), lastStep: null });
  if (step === null) throw invalid('The app was not added.', { fields: { code: 'This code is not right.' } });
  return add(ctx, { kind: 'totp', name }, at, async (tx, id) => {
    const sealed = sealFactor(await keysOf(tx), [ctx.actor.id, id], secret);
    await tx.sql`
      insert into factors (org_id, id, user_id, kind, name, sealed, last_step, created_at)
      values (${tx.orgId}, ${id}, ${ctx.actor.id}, 'totp', ${name}, ${sealed}, ${step}, ${at.toISOString()}::timestamptz)`;
  });
}

function openOffer(open: () => string): string {
  try {
    return open();
  } catch {
    throw invalid('This offer has ended. Begin once more.');
  }
}

const registering = (ctx: Context) => ({ for: 'register', sessionId: ctx.sessionId }) as const;

/** What a browser makes a passkey of. @throws forbidden `STEP_UP` */
export async function offerPasskey(ctx: Context, at: Date = clock.now()): Promise<MakePasskey> {
  assertFresh(ctx, at.getTime());
  const owner = await ownerOf(ctx);
  const has = await inOrg(ctx.orgId, (tx) => lockFactors(tx, ctx.actor.id, at));
  return offerToMake({ orgId: ctx.orgId, userId: ctx.actor.id, ...owner }, { use: registering(ctx), has, at });
}

/** Adds a passkey that a browser made. @throws forbidden `STEP_UP`; invalid; conflict */
export async function addPasskey(ctx: Context, input: NewPasskey, at: Date = clock.now()): Promise<AddedFactor> {
  const { name, response } = readInput(newPasskeySchema, input);
  const made = await readMade(response, registering(ctx), at);
  return add(ctx, { kind: 'passkey', name }, at, (tx, id) => insertPasskey(tx, ctx, { id, name, ...made }, at));
}

async function insertPasskey(tx: Tx, ctx: Context, made: MadePasskey & { id: Id; name: string }, at: Date) {
  const { id, name, credentialId, publicKey, transports, counter } = made;
  const [known] = await tx.sql`
    select 1 from factors where org_id = ${tx.orgId} and credential_id = ${credentialId}`;
  if (known) throw conflict('This passkey is known already.');
  await tx.sql`
    insert into factors (org_id, id, user_id, kind, name, credential_id, public_key, transports, counter, created_at)
    values (${tx.orgId}, ${id}, ${ctx.actor.id}, 'passkey', ${name}, ${credentialId}, ${publicKey}, ${transports}::text[],
      ${counter}, ${at.toISOString()}::timestamptz)`;
}

async function add(
  ctx: Context,
  { kind, name }: { kind: 'totp' | 'passkey'; name: string },
  at: Date,
  insert: (tx: Tx, id: Id) => Promise<void>,
): Promise<AddedFactor> {
  const id = newId();
  return mutate(ctx, { action: ACTION, subjectId: ctx.actor.id }, async (tx) => {
    assertFresh(ctx, at.getTime());
    const has = await lockFactors(tx, ctx.actor.id, at);
    if (has.length >= MOST_FACTORS) throw conflict(`At most ${MOST_FACTORS}: remove one first.`);
    await insert(tx, id);
    await keepFactors(tx, ctx.actor.id);
    const first = has.length === 0;
    // Who has just shown the first one need not show it again.
    if (first) await noteProof(tx, ctx, 'factor', at);
    const recoveryCodes = first ? await replaceRecoveryCodes(tx, ctx.actor.id, at) : null;
    await notify(tx, { userIds: [ctx.actor.id] }, { kind: 'factor.added', facts: { what: name } }, at);
    const entry = { action: ACTION, subjectId: ctx.actor.id, facts: { kind, factor: id } } as const;
    return { value: { id, recoveryCodes }, entries: [entry] };
  });
}

async function ownerOf(ctx: Context): Promise<{ email: string; name: string }> {
  const [owner] = await inOrg(
    ctx.orgId,
    (tx) => tx.sql<{ email: string; name: string }[]>`
      select email, name from users where org_id = ${tx.orgId} and id = ${ctx.actor.id}`,
  );
  if (!owner) throw notFound('The user');
  return owner;
}

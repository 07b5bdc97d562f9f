/**
 * "Only by single sign-on". Guarantees: while it is on, no password signs anybody of the organisation in but those who are named
 * for the day the provider is away; it is not switched on while nobody is named who could, and the last connection that lets
 * people in is not switched off under it. One that SQL wrote counts as on, with nobody named.
 */
import { z } from 'zod';
import { assertFresh } from '@/lib/people/auth/fresh';
import { assertOrgRight } from '@/lib/people/auth/permissions';
import type { Context } from '@/lib/platform/context';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import { conflict, invalid } from '@/lib/platform/errors';
import { type Id, isId } from '@/lib/platform/ids';
import { readInput } from '@/lib/platform/read-input';
import { readSetting, writeSetting } from '@/lib/protection/integrity/setting';
import { mutate, unchanged } from '@/lib/protection/mutate';
import { isAnyOn } from './connection';
import { tellOnly } from './tell';

const KEY = 'only_sso';

export const onlySchema = z.object({
  only: z.boolean(),
  /** Administrators who may use their password all the same. */
  exceptIds: z
    .array(z.string().refine(isId, { error: 'Choose one of the list.' }))
    .max(10, { error: 'Name at most 10 people.' })
    .transform((ids) => [...new Set(ids)].sort()),
});

export type OnlySetting = z.output<typeof onlySchema>;

/** The setting as it counts. */
export async function readOnly(tx: Tx): Promise<OnlySetting> {
  const stored = await readSetting(tx, KEY);
  if (stored.state === 'not_kept') return { only: true, exceptIds: [] };
  const parsed = onlySchema.safeParse(stored.state === 'kept' ? stored.value : undefined);
  return parsed.success ? parsed.data : { only: false, exceptIds: [] };
}

/** Whether somebody may not sign in by what they have here alone: a password, or a passkey. */
export const needsSso = (orgId: Id, userId: Id): Promise<boolean> =>
  inOrg(orgId, async (tx) => {
    const { only, exceptIds } = await readOnly(tx);
    return only && !exceptIds.includes(userId);
  });

export interface LocalAdministrator {
  id: Id;
  name: string;
}

/** Administrators who have a password of their own, by name. */
export const listLocalAdministrators = async (tx: Tx): Promise<LocalAdministrator[]> => [
  ...(await tx.sql<LocalAdministrator[]>`
    select u.id, u.name from users u join profiles p on p.org_id = u.org_id and p.id = u.profile_id
    where u.org_id = ${tx.orgId} and u.active and p.rights -> 'org' ? 'manageUsers'
      and u.password_hash like '$argon2id$%' and u.password_ends_at is null
    order by lower(u.name), u.id limit 200`),
];

/**
 * Switches it on or off, and names who is excepted.
 * @throws forbidden; invalid while nobody is named who could sign in; conflict while no connection is on
 */
export async function setOnly(ctx: Context, input: z.input<typeof onlySchema>): Promise<void> {
  const { only, exceptIds } = readInput(onlySchema, input);
  const action = 'settings.update';
  await mutate(ctx, { action, facts: { setting: KEY } }, async (tx) => {
    assertOrgRight(ctx, 'manageUsers');
    assertFresh(ctx);
    await tx.sql`select 1 from orgs where org_id = ${tx.orgId} for no key update`;
    const before = await readOnly(tx);
    if (only) await assertCanBeOnly(tx, exceptIds);
    const after = { only, exceptIds };
    if (before.only === only && before.exceptIds.join() === exceptIds.join()) return unchanged();
    await writeSetting(tx, KEY, after, ctx.actor.id);
    await tellOnly(tx, ctx, only);
    const facts = { setting: KEY, old: { ...before }, new: after };
    return { value: undefined, entries: [{ action, fields: ['only', 'exceptIds'], facts }] };
  });
}

async function assertCanBeOnly(tx: Tx, exceptIds: readonly Id[]): Promise<void> {
  const local = new Set((await listLocalAdministrators(tx)).map(({ id }) => id));
  if (exceptIds.length === 0 || !exceptIds.every((id) => local.has(id))) {
    const message = 'Name an administrator with a password of their own, for the day the provider is away.';
    throw invalid(message, { fields: { exceptIds: message } });
  }
  if (!(await isAnyOn(tx))) throw conflict('No connection lets anybody in yet. Switch one on first.');
}

/** @throws conflict where people get in by that connection alone */
export async function assertNotLastWay(tx: Tx, id: Id): Promise<void> {
  await tx.sql`select 1 from orgs where org_id = ${tx.orgId} for no key update`;
  if (!(await readOnly(tx)).only || (await isAnyOn(tx, id))) return;
  throw conflict('People sign in by this connection only. Let them use their passwords first.', { reason: 'LAST_WAY' });
}

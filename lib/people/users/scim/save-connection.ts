import { isDeepStrictEqual } from 'node:util';
import { assertFresh } from '@/lib/people/auth/fresh';
import { assertOrgRight } from '@/lib/people/auth/permissions';
import { newSessionSecret } from '@/lib/people/auth/session-token';
import { notify } from '@/lib/people/notices/notify';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { limited } from '@/lib/platform/errors';
import { type Id, newId } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { readInput } from '@/lib/platform/read-input';
import { mutate, unchanged } from '@/lib/protection/mutate';
import { getRole, holdProfile, namingConflict } from '../find';
import { keepConnection, lockConnection, tokenDigest, tokenText } from './connection';
import {
  type ChangedConnection,
  changedConnectionSchema,
  connectionIdSchema,
  type NewConnection,
  newConnectionSchema,
  type Rules,
} from './schemas';

/** A token is shown once; null where the one that was there goes on. */
export interface SavedConnection {
  id: Id;
  token: string | null;
}

const MOST = 10;
const DAY_MS = 86_400_000;

/** Adds a directory that provisions people, with its token. @throws forbidden; invalid; not_found for a profile or role; conflict; limited */
export async function createConnection(ctx: Context, input: NewConnection, at = clock.now()): Promise<SavedConnection> {
  const { name, lives, rules } = readInput(newConnectionSchema, input);
  const [id, secret] = [newId(), newSessionSecret()];
  const action = 'scim.connect';
  const expiresMs = lives === 'none' ? null : at.getTime() + Number(lives) * DAY_MS;
  await namingName(() =>
    mutate(ctx, { action, subjectId: id }, async (tx) => {
      assertOrgRight(ctx, 'manageUsers');
      assertFresh(ctx);
      await tx.sql`select 1 from orgs where org_id = ${tx.orgId} for no key update`;
      const facts = await factsOf(tx, name, rules);
      const [{ live }] = await tx.sql<[{ live: number }]>`
        select count(*)::int as live from scim_connections where org_id = ${tx.orgId} and ended_at is null`;
      if (live >= MOST) throw limited(`At most ${MOST} directories. End one first.`);
      const secretHash = tokenDigest(await keysOf(tx), id, secret);
      const expiresAt = expiresMs === null ? null : new Date(expiresMs).toISOString();
      await tx.sql`
        insert into scim_connections (org_id, id, name, secret_hash, made_by, rules, created_at, expires_at)
        values (${tx.orgId}, ${id}, ${name}, ${secretHash}, ${ctx.actor.id}, ${JSON.stringify(rules)}::text::jsonb,
          ${at.toISOString()}::timestamptz, ${expiresAt}::timestamptz)`;
      const row = { id, name, madeBy: ctx.actor.id, rules, expiresMs, secretHash, lastUsedMs: null, ended: false };
      await Promise.all([keepConnection(tx, row), tellOfficers(tx, ctx, name, at)]);
      return { value: undefined, entries: [{ action, subjectId: id, facts }] };
    }),
  );
  return { id, token: tokenText({ orgId: ctx.orgId, id, secret }) };
}

/**
 * Changes a directory's name and rules. By another than who made it, it gets a new token: whoever has the token and whoever made
 * the rules are one person, who confirms nothing of what it brings about.
 * @throws as createConnection; not_found
 */
export async function updateConnection(
  ctx: Context,
  input: ChangedConnection,
  at = clock.now(),
): Promise<SavedConnection> {
  const { id, name, rules } = readInput(changedConnectionSchema, input);
  const action = 'scim.update';
  const token = await namingName(() =>
    mutate<string | null>(ctx, { action, subjectId: id }, async (tx) => {
      assertOrgRight(ctx, 'manageUsers');
      assertFresh(ctx);
      const before = await lockConnection(tx, id);
      const fields = [
        ...(before.name === name ? [] : ['name']),
        ...(isDeepStrictEqual(before.rules, rules) ? [] : ['rules']),
      ];
      const takesOver = before.madeBy !== ctx.actor.id;
      if (fields.length === 0 && !takesOver) return unchanged(null);
      const facts = await factsOf(tx, name, rules);
      const secret = takesOver ? newSessionSecret() : null;
      const secretHash = secret === null ? before.secretHash : tokenDigest(await keysOf(tx), id, secret);
      await tx.sql`
        update scim_connections set name = ${name}, rules = ${JSON.stringify(rules)}::text::jsonb, secret_hash = ${secretHash},
          made_by = ${ctx.actor.id}
        where org_id = ${tx.orgId} and id = ${id}`;
      const row = { ...before, name, rules, secretHash, madeBy: ctx.actor.id };
      await Promise.all([keepConnection(tx, row), tellOfficers(tx, ctx, name, at)]);
      return {
        value: secret === null ? null : tokenText({ orgId: ctx.orgId, id, secret }),
        entries: [{ action, subjectId: id, fields: [...fields, ...(takesOver ? ['token'] : [])], facts }],
      };
    }),
  );
  return { id, token };
}

/** Ends a directory: from its next call on its token opens nothing. People and groups stay as they are. @throws forbidden; not_found */
export async function endConnection(ctx: Context, input: { id: Id }, at = clock.now()): Promise<void> {
  const { id } = readInput(connectionIdSchema, input);
  const action = 'scim.end';
  await mutate(ctx, { action, subjectId: id }, async (tx) => {
    assertOrgRight(ctx, 'manageUsers');
    const { name } = await lockConnection(tx, id);
    await tx.sql`
      update scim_connections set ended_at = ${at.toISOString()}::timestamptz where org_id = ${tx.orgId} and id = ${id}`;
    return { value: undefined, entries: [{ action, subjectId: id, facts: { name } }] };
  });
}

const namingName = <T>(act: () => Promise<T>) =>
  namingConflict(act, 'scim_connections_name', 'name', 'A directory of this organisation has this name.');

/** Names of what it gives, for the ledger. @throws not_found */
async function factsOf(tx: Tx, name: string, { profileId, roleId, rules }: Rules) {
  const [profile, role] = await Promise.all([holdProfile(tx, profileId), getRole(tx, roleId)]);
  const given: string[] = [];
  for (const one of rules) {
    const [of] = await Promise.all([holdProfile(tx, one.profileId), getRole(tx, one.roleId)]);
    given.push(of.name);
  }
  const profiles = [...new Set(given)].join(', ');
  return { name, profile: profile.name, role: role.name, groups: rules.length, ...(profiles && { profiles }) };
}

const tellOfficers = (tx: Tx, ctx: Context, name: string, at: Date): Promise<unknown> =>
  notify(
    tx,
    { right: 'readWholeLedger', except: ctx.actor.id },
    { kind: 'scim.set', facts: { by: ctx.actor.name, name } },
    at,
  );

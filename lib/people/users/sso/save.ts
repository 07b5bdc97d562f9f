/**
 * Making, changing and deleting a connection for single sign-on. Guarantees: whatever was changed of one lets nobody in by it before
 * it was switched on anew, which may need a second person (`switch.ts`); a secret stays with the issuer it was given for.
 */
import { assertFresh } from '@/lib/people/auth/fresh';
import { assertOrgRight } from '@/lib/people/auth/permissions';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { invalid } from '@/lib/platform/errors';
import { type Id, newId } from '@/lib/platform/ids';
import { readInput } from '@/lib/platform/read-input';
import { mutate } from '@/lib/protection/mutate';
import { getRole, holdProfile, namingConflict } from '../find';
import {
  type ConnectionInput,
  changedConnectionSchema,
  connectionIdSchema,
  connectionSchema,
  type SsoConfig,
} from './config';
import { type FoundConnection, lockConnection, removeConnection, writeConfig } from './connection';
import { assertNotLastWay } from './only';
import { makeSamlKey, type SamlKey } from './saml-key';
import { tellOfficers } from './tell';

/** Adds one, which is off. @throws forbidden; invalid with the fields; conflict for a domain that has a connection */
export async function createConnection(ctx: Context, input: ConnectionInput, at: Date = clock.now()): Promise<Id> {
  const given = readInput(connectionSchema, input);
  const id = newId();
  const action = 'sso.create';
  await namingTakenDomain(() =>
    mutate(ctx, { action, subjectId: id }, async (tx) => {
      assertOrgRight(ctx, 'manageUsers');
      assertFresh(ctx);
      const { name, ...config } = await configOf(tx, ctx, given, null);
      await tx.sql`
        insert into sso_connections (org_id, id, name, kind, state, revision, config, created_at)
        values (${tx.orgId}, ${id}, ${name}, ${config.kind}, 'off', 0, ''::bytea, ${at.toISOString()}::timestamptz)`;
      await writeConfig(tx, id, name, config);
      await tellOfficers(tx, ctx, `added the connection ${name} for single sign-on`);
      return { value: undefined, entries: [{ action, subjectId: id, facts: factsOf(name, config) }] };
    }),
  );
  return id;
}

/** Changes one, which is off from then on. @throws as `createConnection`; not_found */
export async function updateConnection(ctx: Context, input: { id: Id; connection: ConnectionInput }): Promise<void> {
  const { id, connection: given } = readInput(changedConnectionSchema, input);
  const action = 'sso.update';
  await namingTakenDomain(() =>
    mutate(ctx, { action, subjectId: id }, async (tx) => {
      assertOrgRight(ctx, 'manageUsers');
      assertFresh(ctx);
      const before = await lockConnection(tx, id);
      if (before.kind !== given.kind) throw invalid('A connection stays of its kind. Add another one.');
      if (before.state === 'on') await assertNotLastWay(tx, id);
      const { name, ...config } = await configOf(tx, ctx, given, before);
      await writeConfig(tx, id, name, config);
      await tellOfficers(tx, ctx, `changed the connection ${name} for single sign-on, which is off now`);
      return { value: undefined, entries: [{ action, subjectId: id, facts: factsOf(name, config) }] };
    }),
  );
}

/** Deletes one for good, with whom it knows. @throws forbidden; not_found; conflict where people get in by it alone */
export async function deleteConnection(ctx: Context, input: { id: Id }): Promise<void> {
  const { id } = readInput(connectionIdSchema, input);
  const action = 'sso.delete';
  await mutate(ctx, { action, subjectId: id }, async (tx) => {
    assertOrgRight(ctx, 'manageUsers');
    assertFresh(ctx);
    const { name, state } = await lockConnection(tx, id);
    if (state === 'on') await assertNotLastWay(tx, id);
    const people = await removeConnection(tx, id);
    await tellOfficers(tx, ctx, `deleted the connection ${name} for single sign-on`);
    return { value: undefined, entries: [{ action, subjectId: id, facts: { name, people } }] };
  });
}

type Given = ReturnType<typeof connectionSchema.parse>;

async function configOf(
  tx: Tx,
  { actor }: Context,
  given: Given,
  before: FoundConnection | null,
): Promise<SsoConfig & { name: string }> {
  const places = [...(given.creates ? [given.creates] : []), ...given.rules];
  await Promise.all(places.flatMap(({ profileId, roleId }) => [holdProfile(tx, profileId), getRole(tx, roleId)]));
  if (given.kind === 'saml') return { ...given, key: await keyOf(given, before), setBy: actor.id };
  const was = before && before.state !== 'changed' && before.config.kind === 'oidc' ? before.config : null;
  const kept = was?.issuer === given.issuer ? was.clientSecret : undefined;
  const clientSecret = given.clientSecret ?? kept;
  if (clientSecret === undefined) {
    const message = 'Give the secret that the provider made for Careledger.';
    throw invalid(message, { fields: { clientSecret: message } });
  }
  return { ...given, clientSecret, setBy: actor.id };
}

/** Our own key stays while it is used; used again later, it is another. */
async function keyOf(given: Extract<Given, { kind: 'saml' }>, before: FoundConnection | null): Promise<SamlKey | null> {
  if (!given.signsRequests && !given.takesEncrypted) return null;
  const was = before && before.state !== 'changed' && before.config.kind === 'saml' ? before.config.key : null;
  return was ?? makeSamlKey(clock.now());
}

const factsOf = (name: string, { kind, issuer, domains, creates, rules, allowedRanges = [], ...own }: Facts) => ({
  name,
  kind,
  issuer,
  domains: [...domains],
  creates: creates !== null,
  rules: rules.length,
  ...(allowedRanges.length > 0 && { allowed: [...allowedRanges] }),
  ...(own.signsRequests && { signsRequests: true }),
  ...(own.takesEncrypted && { takesEncrypted: true }),
});
type Facts = Pick<SsoConfig, 'kind' | 'issuer' | 'domains' | 'creates' | 'rules'> & {
  allowedRanges?: readonly string[];
  signsRequests?: boolean;
  takesEncrypted?: boolean;
};

const namingTakenDomain = <T>(act: () => Promise<T>) =>
  namingConflict(act, 'sso_domains_org_id_domain_pk', 'domains', 'Another connection has one of these domains.');

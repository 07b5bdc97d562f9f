import { assertFresh } from '@/lib/people/auth/fresh';
import { assertOrgRight } from '@/lib/people/auth/permissions';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { CareledgerError, conflict, invalid } from '@/lib/platform/errors';
import { type Id, newId } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { readInput } from '@/lib/platform/read-input';
import { sealCredentials } from '@/lib/protection/credentials';
import { mutate } from '@/lib/protection/mutate';
import type { Connector } from '../connectors/connector';
import { connectorOf, findConnector } from '../connectors/registry';
import { tokenAddressOf } from '../connectors/token-address';
import { readCredentials, readSettings } from './asked';
import { keepConnection, lockConnection } from './connection';
import {
  type ConnectionChange,
  connectionChangeSchema,
  credentialsSchema,
  type NewConnection,
  type NewCredentials,
  newConnectionSchema,
} from './schemas';

/**
 * Connects an app. Nothing is sent to it until a module is mapped, and no health data until an agreement covers it.
 * @throws forbidden without the right to manage compliance; invalid with what is missing; conflict when the name is taken
 */
export async function connectApp(ctx: Context, input: NewConnection): Promise<Id> {
  const { app, name, address, settings, credentials, allowedRanges, purpose } = readInput(newConnectionSchema, input);
  const attempt = { action: 'app.connect', facts: { name } } as const;
  return namingTaken(() =>
    mutate(ctx, attempt, async (tx) => {
      assertOrgRight(ctx, 'manageCompliance');
      assertFresh(ctx);
      const connector = findConnector(app);
      if (!connector) throw invalid('There is no such app.', { fields: { app: 'Choose one of the list.' } });
      const id = newId();
      const known = readSettings(connector, { address, settings, allowedRanges });
      const sealed = sealCredentials(await keysOf(tx), id, readCredentials(connector, credentials));
      await tx.sql`
        insert into app_connections (
          org_id, id, app, name, address, settings, allowed_ranges, credentials, state, purpose, created_by, created_at)
        values (${tx.orgId}, ${id}, ${app}, ${name}, ${new URL(address).href},
          ${JSON.stringify(known)}::text::jsonb, ${allowedRanges}, ${sealed}, 'active',
          ${purpose}, ${ctx.actor.id}, ${clock.now().toISOString()}::timestamptz)`;
      await keepConnection(tx, id);
      const tokens = tokenHostOf(connector, { address, settings: known });
      const facts = { name, app: connector.label, host: new URL(address).host, purpose, ...(tokens && { tokens }) };
      return { value: id, entries: [{ ...attempt, subjectId: id, facts }] };
    }),
  );
}

/**
 * Changes name, address, settings, allowed ranges or what it is for. At another address no agreement covers it until one says
 * so. There, or where tokens are asked for elsewhere, its credentials are gone: they were given for the place where it was.
 * @throws as connectApp; not_found
 */
export async function updateConnection(ctx: Context, input: ConnectionChange): Promise<void> {
  const { id, name, address, settings, allowedRanges, ...given } = readInput(connectionChangeSchema, input);
  const attempt = { action: 'app.update', subjectId: id, facts: { name } } as const;
  await namingTaken(() =>
    mutate(ctx, attempt, async (tx) => {
      assertOrgRight(ctx, 'manageCompliance');
      assertFresh(ctx);
      const before = await lockConnection(tx, id);
      const { purpose = before.purpose } = given;
      const connector = connectorOf(before.app);
      const asked = readSettings(connector, { address, settings, allowedRanges });
      const [tokensFrom, tokensTo] = [before, { address, settings: asked }].map((one) => tokenHostOf(connector, one));
      const isElsewhere = new URL(before.address).origin !== new URL(address).origin || tokensFrom !== tokensTo;
      await tx.sql`
        update app_connections set name = ${name}, address = ${new URL(address).href},
          credentials = case when ${isElsewhere} then null else credentials end,
          settings = ${JSON.stringify(asked)}::text::jsonb, allowed_ranges = ${allowedRanges}, purpose = ${purpose}
        where org_id = ${tx.orgId} and id = ${id}`;
      await keepConnection(tx, id);
      const [from, to] = [new URL(before.address).host, new URL(address).host];
      const facts = {
        name,
        ...(from !== to && { from, to }),
        ...(tokensFrom !== tokensTo && tokensTo && { tokens: tokensTo }),
        ...(purpose !== before.purpose && { purpose }),
        ...(allowedRanges.length > 0 && { allowed: allowedRanges.join(' ') }),
      };
      return { value: undefined, entries: [{ ...attempt, facts }] };
    }),
  );
}

/** Gives it new credentials; the old ones are nowhere any more. @throws as connectApp; not_found */
export async function giveCredentials(ctx: Context, input: NewCredentials): Promise<void> {
  const { id, credentials } = readInput(credentialsSchema, input);
  const attempt = { action: 'app.credentials', subjectId: id } as const;
  await mutate(ctx, attempt, async (tx) => {
    assertOrgRight(ctx, 'manageCompliance');
    assertFresh(ctx);
    const { app, name } = await lockConnection(tx, id);
    const sealed = sealCredentials(await keysOf(tx), id, readCredentials(connectorOf(app), credentials));
    const written = tx.sql`
      update app_connections set credentials = ${sealed} where org_id = ${tx.orgId} and id = ${id}`.execute();
    return { value: undefined, writes: [written], entries: [{ ...attempt, facts: { name } }] };
  });
}

/** Where its tokens are asked for, with the port; null: it has none. */
function tokenHostOf(connector: Connector, at: Parameters<typeof tokenAddressOf>[1]): string | null {
  const tokenAddress = tokenAddressOf(connector, at);
  return tokenAddress && new URL(tokenAddress).origin;
}

async function namingTaken<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    const isTaken = error instanceof CareledgerError && error.facts.constraint === 'app_connections_name';
    if (!isTaken) throw error;
    throw conflict('There is a connection of this name.', { fields: { name: 'There is one of this name.' } });
  }
}

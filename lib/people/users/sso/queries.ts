/** What the screens of single sign-on show: never a secret. */
import { X509Certificate } from 'node:crypto';
import { assertOrgRight } from '@/lib/people/auth/permissions';
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import { notFound } from '@/lib/platform/errors';
import { type Id, isId } from '@/lib/platform/ids';
import { certificatesIn, type OidcConfig, type SamlConfig } from './config';
import { type FoundConnection, readConnections, type SsoState } from './connection';
import { type LocalAdministrator, listLocalAdministrators, type OnlySetting, readOnly } from './only';

interface Listed {
  id: Id;
  name: string;
  kind: 'oidc' | 'saml';
  /** `changed`: SQL changed it, and it lets nobody in. */
  state: SsoState | 'changed';
  domains: readonly string[];
  /** How many people it knows. */
  people: number;
}

export interface SsoOverview {
  connections: Listed[];
  only: OnlySetting;
  /** Who may be excepted from it. */
  local: LocalAdministrator[];
}

/** All connections by name, and whether people sign in by them only. @throws forbidden */
export async function getSso(ctx: Context): Promise<SsoOverview> {
  assertOrgRight(ctx, 'manageUsers');
  return inOrg(ctx.orgId, async (tx) => {
    const found = await readConnections(tx, tx.sql`true`);
    const counts = await tx.sql<{ id: Id; people: number }[]>`
      select connection_id as id, count(*)::int as people from sso_people where org_id = ${tx.orgId} group by 1`;
    const connections = found.map((one) => ({
      id: one.id,
      name: one.name,
      kind: one.kind,
      state: one.state,
      domains: one.state === 'changed' ? [] : one.config.domains,
      people: counts.find(({ id }) => id === one.id)?.people ?? 0,
    }));
    return { connections, only: await readOnly(tx), local: await listLocalAdministrators(tx) };
  });
}

export interface Choice {
  id: Id;
  name: string;
}

export type ShownSaml = Omit<SamlConfig, 'setBy' | 'key'> & {
  /** Ours, in PEM; null where it is not used. */
  ownCertificate: string | null;
  /** ISO time at which the last of the provider's ends. */
  certificateEndsAt: string;
};

export interface SsoConnectionDto {
  id: Id;
  name: string;
  kind: 'oidc' | 'saml';
  state: SsoState | 'changed';
  people: number;
  /** Null where SQL changed it. */
  config: Omit<OidcConfig, 'clientSecret' | 'setBy'> | ShownSaml | null;
}

/** One connection. @throws forbidden; not_found */
export async function getSsoConnection(ctx: Context, id: string): Promise<SsoConnectionDto> {
  assertOrgRight(ctx, 'manageUsers');
  if (!isId(id)) throw notFound('The connection');
  return inOrg(ctx.orgId, async (tx) => {
    const [found] = await readConnections(tx, tx.sql`c.id = ${id}`);
    if (!found) throw notFound('The connection');
    const [counted] = await tx.sql<[{ people: number }]>`
      select count(*)::int as people from sso_people where org_id = ${tx.orgId} and connection_id = ${id}`;
    const { name, kind, state } = found;
    return { id, name, kind, state, people: counted.people, config: shownOf(found) };
  });
}

function shownOf(found: FoundConnection): SsoConnectionDto['config'] {
  if (found.state === 'changed') return null;
  const { setBy: _, ...config } = found.config;
  if (config.kind === 'saml') {
    const { key, ...saml } = config;
    return { ...saml, ownCertificate: key?.certificate ?? null, certificateEndsAt: endOf(saml.certificate) };
  }
  const { clientSecret: __, ...shown } = config;
  return shown;
}

const endOf = (certificates: string): string =>
  (certificatesIn(certificates) ?? [])
    .map((pem) => new Date(new X509Certificate(pem).validTo).toISOString())
    .sort()
    .at(-1) ?? '';

/** Profiles and roles to choose from, by name. @throws forbidden */
export async function listPlaces(ctx: Context): Promise<{ profiles: Choice[]; roles: Choice[] }> {
  assertOrgRight(ctx, 'manageUsers');
  return inOrg(ctx.orgId, async (tx) => {
    const [profiles, roles] = await Promise.all([
      tx.sql<Choice[]>`select id, name from profiles where org_id = ${tx.orgId} order by lower(name), id limit 200`,
      tx.sql<Choice[]>`select id, name from roles where org_id = ${tx.orgId} order by lower(name), id limit 500`,
    ]);
    return { profiles: [...profiles], roles: [...roles] };
  });
}

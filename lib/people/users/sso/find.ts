/** Which connection the address of somebody who is not signed in leads to. */
import { inOrg, inTransaction } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { findConnection, type SsoConnection } from './connection';
import { domainOf, normalEmail } from './email';

export interface WayIn {
  orgId: Id;
  connection: SsoConnection;
}

/** More organisations than these do not share a domain. */
const MOST_WAYS = 10;

/** The connections that are on for the domain of an address: one for each organisation that has one. */
export async function findWays(email: string): Promise<WayIn[]> {
  const normal = normalEmail(email);
  if (normal === null) return [];
  const domain = domainOf(normal);
  const rows = await inTransaction(async (sql) => {
    await sql`select set_config('app.sign_in_domain', ${domain}, true)`;
    return sql<{ orgId: Id; id: Id }[]>`
      select org_id as "orgId", connection_id as id from sso_domains where domain = ${domain}
      order by org_id limit ${MOST_WAYS}`;
  });
  const found = await Promise.all(rows.map(({ orgId, id }) => findWay(orgId, id)));
  return found.filter((way) => way !== null && way.connection.state === 'on').filter((way) => way !== null);
}

/** The connection of an id, of whichever organisation: for our metadata, which is nobody's secret. Null where there is none. */
export async function findById(id: Id): Promise<SsoConnection | null> {
  const [row] = await inTransaction(async (sql) => {
    await sql`select set_config('app.sso_metadata', ${id}, true)`;
    return sql<{ orgId: Id }[]>`select org_id as "orgId" from sso_connections where id = ${id}`;
  });
  return row ? ((await findWay(row.orgId, id))?.connection ?? null) : null;
}

/** A connection of an organisation, whatever its state; null where there is none as Careledger wrote it. */
export async function findWay(orgId: Id, id: Id): Promise<WayIn | null> {
  const connection = await inOrg(orgId, (tx) => findConnection(tx, id));
  return connection && { orgId, connection };
}

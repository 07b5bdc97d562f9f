/**
 * Connections for single sign-on as Careledger made them. Guarantees: one that SQL put in, or of which it changed anything, lets
 * nobody in, and that is an event; its settings, the provider's secret among them, are sealed. Against: whoever writes to the
 * database without the keys, and would sign in by a provider of their own.
 */
import type { Tx } from '@/lib/platform/db/transaction';
import { notFound } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { openCredentials, sealCredentials } from '@/lib/protection/credentials';
import { areKept, forgetState, type KeptState, keepState, noteForeignRow } from '@/lib/protection/integrity/kept-state';
import type { SsoConfig } from './config';

export type SsoState = 'off' | 'waits' | 'on';

export interface SsoConnection {
  id: Id;
  name: string;
  kind: SsoConfig['kind'];
  state: SsoState;
  revision: number;
  config: SsoConfig;
  /** ISO time. */
  createdAt: string;
}

type Row = Omit<SsoConnection, 'config'> & { sealed: Buffer; domains: string[] };

/** What SQL changed is known by its id and name alone. */
export type FoundConnection = SsoConnection | (Pick<SsoConnection, 'id' | 'name' | 'kind'> & { state: 'changed' });

const stateOf = ({ id, name, kind, state, revision, sealed, domains }: Row): KeptState => ({
  subject: 'sso',
  id,
  state: [name, kind, state, revision, sealed.toString('hex'), domains],
});

const readRows = (tx: Tx, where: ReturnType<Tx['sql']>) => tx.sql<Row[]>`
  select c.id, c.name, c.kind, c.state, c.revision, c.config as sealed, to_json(c.created_at) #>> '{}' as "createdAt",
    array(select d.domain from sso_domains d
      where d.org_id = c.org_id and d.connection_id = c.id order by d.domain) as domains
  from sso_connections c where c.org_id = ${tx.orgId} and ${where} order by lower(c.name), c.id`;

/** Connections that `where` chooses among `sso_connections c`, by name; those that SQL changed are events. */
export async function readConnections(tx: Tx, where: ReturnType<Tx['sql']>): Promise<FoundConnection[]> {
  const rows = await readRows(tx, where);
  const [keys, kept] = [await keysOf(tx), await areKept(tx, rows.map(stateOf))];
  return rows.map(({ sealed, domains: _, ...row }, n) => {
    if (kept[n]) return { ...row, config: JSON.parse(openCredentials(keys, row.id, sealed).sso ?? '') as SsoConfig };
    noteForeignRow(tx, 'setting', row.id);
    return { id: row.id, name: row.name, kind: row.kind, state: 'changed' };
  });
}

/** One that is as Careledger wrote it; null where it is not, or is not there. */
export async function findConnection(tx: Tx, id: Id): Promise<SsoConnection | null> {
  const [found] = await readConnections(tx, tx.sql`c.id = ${id}`);
  return found && found.state !== 'changed' ? found : null;
}

/** Locked for a change, also one that SQL changed: it may be set right, or deleted. Null where there is none. */
export async function lockIfThere(tx: Tx, id: Id): Promise<FoundConnection | null> {
  await tx.sql`select from sso_connections where org_id = ${tx.orgId} and id = ${id} for update`;
  const [found] = await readConnections(tx, tx.sql`c.id = ${id}`);
  return found ?? null;
}

/** As `lockIfThere`. @throws not_found */
export async function lockConnection(tx: Tx, id: Id): Promise<FoundConnection> {
  const found = await lockIfThere(tx, id);
  if (!found) throw notFound('The connection');
  return found;
}

/** Whether any lets people in now. */
export async function isAnyOn(tx: Tx, except: Id = '0'): Promise<boolean> {
  const found = await readConnections(tx, tx.sql`c.state = 'on' and c.id <> ${except}`);
  return found.some(({ state }) => state === 'on');
}

/** Writes a connection whose row is there, with its domains and check. */
export async function writeConfig(tx: Tx, id: Id, name: string, config: SsoConfig): Promise<void> {
  const sealed = sealCredentials(await keysOf(tx), id, { sso: JSON.stringify(config) });
  await tx.sql`
    update sso_connections set name = ${name}, kind = ${config.kind}, config = ${sealed}, state = 'off', revision = revision + 1
    where org_id = ${tx.orgId} and id = ${id}`;
  await tx.sql`delete from sso_domains where org_id = ${tx.orgId} and connection_id = ${id}`;
  await tx.sql`
    insert into sso_domains (org_id, domain, connection_id)
    select ${tx.orgId}, domain, ${id} from unnest(${config.domains}::text[]) as d (domain)`;
  await keepRow(tx, id);
}

/** Sets the state of one, and keeps its check. */
export async function writeState(tx: Tx, id: Id, state: SsoState): Promise<void> {
  await tx.sql`update sso_connections set state = ${state} where org_id = ${tx.orgId} and id = ${id}`;
  await keepRow(tx, id);
}

/** Takes one away, with whom it knows. @returns how many people it knew */
export async function removeConnection(tx: Tx, id: Id): Promise<number> {
  const people = await tx.sql`delete from sso_people where org_id = ${tx.orgId} and connection_id = ${id}`;
  await tx.sql`delete from sso_domains where org_id = ${tx.orgId} and connection_id = ${id}`;
  await tx.sql`delete from sso_connections where org_id = ${tx.orgId} and id = ${id}`;
  await forgetState(tx, { subject: 'sso', id });
  return people.count;
}

async function keepRow(tx: Tx, id: Id): Promise<void> {
  const [row] = await readRows(tx, tx.sql`c.id = ${id}`);
  if (row) await keepState(tx, stateOf(row));
}

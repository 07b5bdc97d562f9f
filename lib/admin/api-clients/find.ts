/** What the verbs about API clients look up before they change something. */
import type { Tx } from '@/lib/platform/db/transaction';
import { CareledgerError, conflict, invalid, notFound } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import type { ProgramPurpose } from '@/lib/protection/accounting/purposes';

export interface ClientRow {
  id: Id;
  name: string;
  ownerId: Id;
  scopes: string[];
  allowedIps: string[];
  callsPerMinute: number;
  /** It may search by protected values in an address. */
  protectedInAddress: boolean;
  /** It may send its secret in an address. */
  secretInAddress: boolean;
  /** It may get tokens by its secret alone. */
  bySecretAlone: boolean;
  /** What for it reads. */
  purpose: ProgramPurpose;
  /** ISO time. */
  expiresAt: string | null;
  /** Its owner has not accepted it as it is. */
  waits: boolean;
  /** Whose change the owner has to accept. */
  askedBy: Id | null;
  /** Nobody has its secret yet. */
  secretDue: boolean;
}

/** A client that is not revoked, locked until the transaction ends. @throws not_found; conflict when it is revoked. */
export async function lockClient(tx: Tx, id: Id): Promise<ClientRow> {
  const [row] = await tx.sql<(ClientRow & { revoked: boolean })[]>`
    select id, name, owner_id as "ownerId", scopes, allowed_ips as "allowedIps", calls_per_minute as "callsPerMinute",
      to_char(expires_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "expiresAt",
      accepted_at is null as waits, protected_in_address as "protectedInAddress",
      secret_in_address as "secretInAddress", by_secret_alone as "bySecretAlone", purpose, asked_by as "askedBy", secret_due as "secretDue",
      revoked_at is not null as revoked
    from api_clients where org_id = ${tx.orgId} and id = ${id} for no key update`;
  if (!row) throw notFound('The API client');
  const { revoked, ...client } = row;
  if (revoked) throw conflict('This API client is revoked. Make a new one.', { reason: 'REVOKED' });
  return client;
}

/** The name of a user who may own a client. @throws not_found; invalid for a deactivated one. */
export async function getOwnerName(tx: Tx, id: Id): Promise<string> {
  const [owner] = await tx.sql<{ name: string; active: boolean }[]>`
    select name, active from users where org_id = ${tx.orgId} and id = ${id}`;
  if (!owner) throw notFound('The owner');
  if (!owner.active) {
    const message = 'This user is deactivated. Choose another owner.';
    throw invalid(message, { fields: { ownerId: message } });
  }
  return owner.name;
}

/** @throws invalid */
export function assertInFuture(expiresAt: string | null, at: Date): void {
  if (expiresAt === null || Date.parse(expiresAt) > at.getTime()) return;
  const message = 'Choose a day that is still to come.';
  throw invalid(message, { fields: { expiresAt: message } });
}

/** Puts the conflict of two clients with one name into words, at its field. */
export async function namingTakenName<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (
      error instanceof CareledgerError &&
      error.code === 'conflict' &&
      error.facts.constraint === 'api_clients_name'
    ) {
      const message = 'Another API client has this name.';
      throw conflict(message, { reason: 'DUPLICATE', fields: { name: message } });
    }
    throw error;
  }
}

/** What the screens about agreements show; never a hash, never another org's. */
import { clock, dayOf } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { inOrg, readInOrg, type Tx } from '@/lib/platform/db/transaction';
import { notFound } from '@/lib/platform/errors';
import { type Id, isId } from '@/lib/platform/ids';
import { placeOf } from '@/lib/protection/agreements/destination';
import { type Cover, type KeptAgreement, onlyKept, readAgreements } from '@/lib/protection/agreements/kept';
import { type ConnectionRow, connectionsOf, livingConnections } from './covers';
import type { AgreementKind } from './kinds';
import { assertKeepsAgreements } from './rights';
import { type AgreementStatus, statusOf } from './status';
import { KNOWN_SERVICES } from './terms';

export interface AgreementRow {
  id: Id;
  kind: AgreementKind;
  party: string;
  /** `YYYY-MM-DD`. */
  startsOn: string;
  endsOn: string | null;
  status: AgreementStatus;
  covers: CoverDto[];
}

export interface CoverDto {
  service: string;
  connectionId: Id;
  destination: string;
  /** What people read of it. */
  place: string;
  /** Of a connection its name, of another service what it is. */
  name: string;
  /** A connection that leads elsewhere by now, or has ended, is not covered. */
  problem: 'moved' | 'ended' | null;
}

/** At most 500, those that end first at the top. @throws forbidden */
export async function listAgreements(ctx: Context, at: Date = clock.now()): Promise<AgreementRow[]> {
  assertKeepsAgreements(ctx);
  return readInOrg(ctx.orgId, async (tx) => {
    const found = await readAgreements(
      tx,
      tx.sql`
      a.id in (
        select id from agreements where org_id = ${tx.orgId}
        order by state = 'withdrawn', ends_on nulls last, id limit 500)`,
    );
    return (await toRows(tx, found, at)).sort(byEnd);
  });
}

/** One of them, in the transaction of who asks. @throws not_found */
export async function readRow(tx: Tx, id: string, at: Date): Promise<AgreementRow> {
  const found = isId(id) ? await readAgreements(tx, tx.sql`a.id = ${id}`) : [];
  const [row] = await toRows(tx, found, at);
  if (!row) throw notFound('The agreement');
  return row;
}

async function toRows(tx: Tx, found: readonly KeptAgreement[], at: Date): Promise<AgreementRow[]> {
  const kept = new Set((await onlyKept(tx, found)).map(({ id }) => id));
  const asked = await tx.sql<{ id: Id }[]>`
    select subject_id as id from approvals
    where org_id = ${tx.orgId} and kind = 'agreement.enter_force' and state = 'waiting'`;
  const waiting = new Set(asked.map(({ id }) => id));
  const connections = await connectionsOf(tx, [
    ...new Set(found.flatMap(({ covers }) => covers.map(({ connectionId }) => connectionId))),
  ]);
  return found.map((agreement) => ({
    id: agreement.id,
    kind: agreement.kind as AgreementKind,
    party: agreement.party,
    startsOn: agreement.startsOn,
    endsOn: agreement.endsOn,
    status: statusOf(agreement, { isOurs: kept.has(agreement.id), isAsked: waiting.has(agreement.id), day: dayOf(at) }),
    covers: agreement.covers.map((cover) => coverDto(cover, connections.get(cover.connectionId))),
  }));
}

export function coverDto(cover: Cover, connection: ConnectionRow | undefined): CoverDto {
  const { service, connectionId, destination } = cover;
  const name = connection?.name ?? KNOWN_SERVICES[service] ?? service;
  const problem = problemOf(connection, destination, connectionId);
  return { service, connectionId, destination, place: placeOf(destination), name, problem };
}

function problemOf(connection: ConnectionRow | undefined, destination: string, connectionId: Id): CoverDto['problem'] {
  if (connectionId === '0') return null;
  if (!connection || connection.ended) return 'ended';
  return connection.destination === destination ? null : 'moved';
}

function byEnd(one: AgreementRow, other: AgreementRow): number {
  const rank = ({ status, endsOn }: AgreementRow) => `${status === 'withdrawn' ? 1 : 0}${endsOn ?? '9999'}`;
  return rank(one).localeCompare(rank(other)) || one.id.localeCompare(other.id);
}

export interface ConnectionChoice {
  id: Id;
  name: string;
  destination: string;
  /** What people read of it. */
  place: string;
}

/** The connections that an agreement may cover, by name. @throws forbidden */
export async function listConnectionChoices(ctx: Context): Promise<ConnectionChoice[]> {
  assertKeepsAgreements(ctx);
  return inOrg(ctx.orgId, async (tx) =>
    (await livingConnections(tx)).map(({ id, name, destination }) => ({
      id,
      name,
      destination,
      place: placeOf(destination),
    })),
  );
}

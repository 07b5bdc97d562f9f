import { clock, dayOf } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { readInOrg, type Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { isInForce } from '@/lib/protection/agreements/covering';
import { onlyKept, readAgreements } from '@/lib/protection/agreements/kept';
import { connectionsOf } from './covers';
import { type AgreementRow, type CoverDto, coverDto, readRow } from './queries';
import { assertKeepsAgreements } from './rights';
import type { PaperKind } from './schemas';
import { type SigningState, signingStateOf } from './signing/state';
import { termsSchema } from './terms';

export interface PaperDto {
  id: Id;
  kind: PaperKind;
  name: string;
  sizeBytes: number;
  /** Hexadecimal. */
  sha256: string;
  createdAt: string;
  /** Null: the other side, by signing. */
  createdBy: string | null;
}

export interface SigningDto {
  id: Id;
  state: SigningState;
  fileId: Id;
  ourName: string;
  ourTitle: string;
  theirName: string | null;
  theirTitle: string | null;
  createdAt: string;
  expiresAt: string;
  openedAt: string | null;
  signedAt: string | null;
}

type Asked = Pick<AgreementRow, 'endsOn' | 'covers'>;

export interface AgreementDto extends AgreementRow {
  contactName: string;
  contactEmail: string;
  renewal: string;
  createdAt: string;
  createdBy: string | null;
  signedAt: string | null;
  inForceAt: string | null;
  withdrawnAt: string | null;
  /** The newest first. */
  papers: PaperDto[];
  signings: SigningDto[];
  /** What it is to cover, and until when, once a second person has confirmed it. */
  asked: Asked | null;
  /** What no other agreement covers: it gets no health data once this one is withdrawn. Empty where it covers nothing. */
  onlyThis: string[];
}

const ISO = 'YYYY-MM-DD"T"HH24:MI:SS"Z"';

type Details = Pick<
  AgreementDto,
  'contactName' | 'contactEmail' | 'renewal' | 'createdAt' | 'createdBy' | 'signedAt' | 'inForceAt' | 'withdrawnAt'
>;

/** @throws forbidden; not_found */
export async function getAgreement(ctx: Context, id: string, at: Date = clock.now()): Promise<AgreementDto> {
  assertKeepsAgreements(ctx);
  return readInOrg(ctx.orgId, async (tx) => {
    const row = await readRow(tx, id, at);
    const [details] = await tx.sql<[Details]>`
      select a.contact_name as "contactName", a.contact_email as "contactEmail", a.renewal, u.name as "createdBy",
        to_char(a.created_at at time zone 'UTC', ${ISO}) as "createdAt",
        to_char(a.signed_at at time zone 'UTC', ${ISO}) as "signedAt",
        to_char(a.in_force_at at time zone 'UTC', ${ISO}) as "inForceAt",
        to_char(a.withdrawn_at at time zone 'UTC', ${ISO}) as "withdrawnAt"
      from agreements a left join users u on u.org_id = a.org_id and u.id = a.created_by
      where a.org_id = ${tx.orgId} and a.id = ${row.id}`;
    const [papers, signings, asked, onlyThis] = await Promise.all([
      readPapers(tx, row.id),
      readSignings(tx, row.id),
      readAsked(tx, row.id),
      coveredOnlyBy(tx, row, at),
    ]);
    return { ...row, ...details, papers, signings, asked, onlyThis };
  });
}

const readPapers = async (tx: Tx, id: Id): Promise<PaperDto[]> => tx.sql<PaperDto[]>`
  select f.id, f.kind, f.name, f.size as "sizeBytes", encode(f.sha256, 'hex') as sha256, u.name as "createdBy",
    to_char(f.created_at at time zone 'UTC', ${ISO}) as "createdAt"
  from agreement_files f left join users u on u.org_id = f.org_id and u.id = f.created_by
  where f.org_id = ${tx.orgId} and f.agreement_id = ${id} order by f.id desc`;

async function readSignings(tx: Tx, id: Id): Promise<SigningDto[]> {
  const rows = await tx.sql<(Omit<SigningDto, 'state'> & { wrongSecrets: number; endedAt: string | null })[]>`
    select id, file_id as "fileId", our_name as "ourName", our_title as "ourTitle", their_name as "theirName",
      their_title as "theirTitle", wrong_secrets as "wrongSecrets",
      to_char(created_at at time zone 'UTC', ${ISO}) as "createdAt",
      to_char(expires_at at time zone 'UTC', ${ISO}) as "expiresAt",
      to_char(opened_at at time zone 'UTC', ${ISO}) as "openedAt",
      to_char(signed_at at time zone 'UTC', ${ISO}) as "signedAt",
      to_char(ended_at at time zone 'UTC', ${ISO}) as "endedAt"
    from agreement_signings where org_id = ${tx.orgId} and agreement_id = ${id} order by id desc`;
  return rows.map(({ wrongSecrets, endedAt, ...row }) => ({
    ...row,
    state: signingStateOf({ ...row, wrongSecrets, endedAt }),
  }));
}

/** What waits for a second person. */
async function readAsked(tx: Tx, id: Id): Promise<Asked | null> {
  const [asked] = await tx.sql<{ terms: unknown }[]>`
    select facts -> 'terms' as terms from approvals
    where org_id = ${tx.orgId} and kind = 'agreement.enter_force' and subject_id = ${id} and state = 'waiting'
    order by id desc`;
  const parsed = termsSchema.safeParse(asked?.terms);
  if (!parsed.success) return null;
  const { endsOn, covers } = parsed.data;
  const connections = await connectionsOf(
    tx,
    covers.map(({ connectionId }) => connectionId),
  );
  return { endsOn, covers: covers.map((cover) => coverDto(cover, connections.get(cover.connectionId))) };
}

async function coveredOnlyBy(tx: Tx, { id, status, covers }: AgreementRow, at: Date): Promise<string[]> {
  if (status !== 'in_force' && status !== 'widening') return [];
  const others = await onlyKept(tx, await readAgreements(tx, tx.sql`a.state = 'signed' and a.id <> ${id}`));
  const day = dayOf(at);
  const covered = others.filter((other) => isInForce(other, day)).flatMap((other) => other.covers);
  const isElsewhere = (cover: CoverDto) =>
    covered.some(
      ({ service, connectionId, destination }) =>
        service === cover.service && connectionId === cover.connectionId && destination === cover.destination,
    );
  return covers.filter((cover) => cover.problem === null && !isElsewhere(cover)).map(({ name }) => name);
}

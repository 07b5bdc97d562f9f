/** What tests about agreements start from. */
import { Readable } from 'node:stream';
import { PDFDocument } from '@cantoo/pdf-lib';
import { confirmApproval } from '@/lib/people/approvals/decide';
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import { type Id, newId } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { coveringAgreements } from '@/lib/protection/agreements/covering';
import { destinationOf, type Leading } from '@/lib/protection/agreements/destination';
import { asOwner } from '@/lib/tools/testing/as-owner';
import { ownerSql } from '@/lib/tools/testing/database';
import type { TestOrg } from '@/lib/tools/testing/make-org';
import { APPROVAL_HANDLERS } from '@/lib/ways-in/jobs/approval-handlers';
import { createAgreement } from '../create';
import { markSigned } from '../mark-signed';
import { uploadPaper } from '../papers';
import type { NewAgreement } from '../schemas';

export interface TestConnection extends Leading {
  id: Id;
  destination: string;
}

export async function makeConnection(org: TestOrg, address = 'https://lists.example/api'): Promise<TestConnection> {
  const id = newId();
  await asOwner(org.orgId, (tx) =>
    tx.sql`
      insert into app_connections (org_id, id, app, name, address, settings, allowed_ranges, state, created_by, created_at)
      values (${org.orgId}, ${id}, 'webhook', ${`List ${id}`}, ${address}, '{}', '{}', 'active', ${org.administratorId}, now())`.execute(),
  );
  return readConnection(org, id);
}

/** As it is now. */
export const readConnection = (org: TestOrg, id: Id): Promise<TestConnection> =>
  inOrg(org.orgId, async (tx) => {
    const [leading] = await tx.sql<[Leading]>`
      select address, settings, credentials from app_connections where org_id = ${tx.orgId} and id = ${id}`;
    return { id, ...leading, destination: destinationOf(await keysOf(tx), id, leading) };
  });

export const coverOf = ({ id, destination }: TestConnection) => ({
  service: 'connection' as const,
  connectionId: id,
  destination,
});

export const agreementInput = (given: Partial<NewAgreement> = {}): NewAgreement => ({
  party: 'Lists Inc.',
  contactName: 'Lena List',
  contactEmail: 'lena@lists.example',
  kind: 'business_associate',
  startsOn: '2026-01-01',
  endsOn: null,
  renewal: '',
  covers: [],
  ...given,
});

export async function plainPdf(text = 'Signed'): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  pdf.addPage().drawText(text);
  return pdf.save();
}

export const upload = async (ctx: Context, agreementId: Id, kind: 'document' | 'signed', bytes?: Uint8Array) =>
  uploadPaper(ctx, {
    agreementId,
    kind,
    fileName: 'agreement.pdf',
    source: Readable.from(Buffer.from(bytes ?? (await plainPdf())), { objectMode: false }),
  });

/** The signed paper is there, and both have signed. */
export async function sign(ctx: Context, agreementId: Id, signedOn = '2026-01-01'): Promise<{ waits: boolean }> {
  const { id: fileId } = await upload(ctx, agreementId, 'signed');
  return markSigned(ctx, { agreementId, fileId, signedOn });
}

/** What waits about an agreement. */
export async function askedOf(org: TestOrg, agreementId: Id): Promise<Id[]> {
  const rows = await ownerSql()<{ id: Id }[]>`
    select id::text from approvals where org_id = ${org.orgId} and subject_id = ${agreementId} and state = 'waiting'`;
  return rows.map(({ id }) => id);
}

export async function confirmAsked(org: TestOrg, agreementId: Id, as: Context = org.officer): Promise<void> {
  for (const id of await askedOf(org, agreementId)) await confirmApproval(as, { id }, APPROVAL_HANDLERS);
}

/** An agreement in force: the administrator asked, the officer confirmed. */
export async function makeInForce(org: TestOrg, given: Partial<NewAgreement>): Promise<Id> {
  const { id } = await createAgreement(org.admin, agreementInput(given));
  await sign(org.admin, id);
  await confirmAsked(org, id);
  return id;
}

/** Which agreement covers a connection, as a delivery asks it. */
export const coveredBy = (org: TestOrg, connection: TestConnection, at?: Date): Promise<Id | undefined> =>
  inOrg(org.orgId, async (tx) => (await coveringAgreements(tx, [connection], at)).get(connection.id)?.id);

import { metadataOf } from '@/lib/crm/modules/metadata';
import { clock } from '@/lib/platform/clock';
import type { Tx } from '@/lib/platform/db/transaction';
import { CareledgerError } from '@/lib/platform/errors';
import { readInput } from '@/lib/platform/read-input';
import { isRefused } from '@/lib/platform/refused-link';
import { mutate } from '@/lib/protection/mutate';
import { findAgreement, type LockedAgreement } from '../lock';
import { readPaper, sha256Of } from '../papers';
import { type OpenSigning, openSigningSchema } from '../schemas';
import type { Template } from '../template/clauses';
import { templatePdf } from '../template/pdf';
import { readTemplate } from '../template/read';
import { asHolder, type OpenLink, openLink, type RefusedLink } from './link';

export interface OpenedSigning {
  ok: true;
  organisation: string;
  party: string;
  documentName: string;
  /** Of the document, hexadecimal. */
  sha256: string;
  /** The same to read on a page; null for a paper that was uploaded. */
  words: Template | null;
  ourName: string;
  ourTitle: string;
  /** ISO times. */
  ourSignedAt: string;
  expiresAt: string;
  document: Buffer;
}

/** Opens the document to read, as often as it takes until it is signed. Each opening, and each refused one, is an event. */
export async function openSigning(input: OpenSigning, requestId: string): Promise<OpenedSigning | RefusedLink> {
  const held = readInput(openSigningSchema, input);
  const action = 'agreement.open';
  return asHolder<OpenedSigning>(held, requestId, (ctx, signingId, token) =>
    mutate<OpenedSigning | RefusedLink>(ctx, action, async (tx) => {
      const link = await openLink(tx, signingId, token, held.secret);
      if (isRefused(link)) {
        const facts = { signingId, reason: link.why };
        return { value: link, entries: [{ action, outcome: 'refused', facts }] };
      }
      await tx.sql`
        update agreement_signings set opened_at = coalesce(opened_at, ${clock.now().toISOString()})
        where org_id = ${tx.orgId} and id = ${signingId}`;
      const facts = { signingId, sha256: link.sha256 };
      return { value: await opened(tx, link), entries: [{ action, subjectId: link.agreementId, facts }] };
    }),
  );
}

async function opened(tx: Tx, link: OpenLink): Promise<OpenedSigning> {
  const { orgName: organisation } = await metadataOf(tx);
  const agreement = await findAgreement(tx, link.agreementId);
  const { documentName, sha256, ourName, ourTitle } = link;
  return {
    ok: true,
    organisation,
    party: agreement.party,
    documentName,
    sha256,
    words: await wordsOf(tx, agreement, link),
    ourName,
    ourTitle,
    ourSignedAt: link.createdAt.toISOString(),
    expiresAt: new Date(link.expiresMs).toISOString(),
    document: await readPaper(tx, link.fileId, sha256),
  };
}

/** The words of the document, where they are those of the template: only if they give its very bytes. */
async function wordsOf(
  tx: Tx,
  agreement: LockedAgreement,
  { sha256, documentMadeAt }: OpenLink,
): Promise<Template | null> {
  try {
    const template = await readTemplate(tx, agreement);
    const bytes = await templatePdf(template, new Date(documentMadeAt));
    return sha256Of(bytes).toString('hex') === sha256 ? template : null;
  } catch (error) {
    if (error instanceof CareledgerError && error.code === 'invalid') return null;
    throw error;
  }
}

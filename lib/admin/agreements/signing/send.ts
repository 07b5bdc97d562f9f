import { assertFresh } from '@/lib/people/auth/fresh';
import { hashPassword } from '@/lib/people/auth/password';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { plainDigest } from '@/lib/platform/crypto/bearer-mac';
import { newLinkSecret, newLinkToken, plainSecret } from '@/lib/platform/crypto/one-time-link';
import type { Tx } from '@/lib/platform/db/transaction';
import { conflict, notFound } from '@/lib/platform/errors';
import { type Id, newId } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { readInput } from '@/lib/platform/read-input';
import { keepAgreement } from '@/lib/protection/agreements/kept';
import { mutate, unchanged } from '@/lib/protection/mutate';
import { endLinks } from '../links';
import { type LockedAgreement, lockLiving } from '../lock';
import { addMadePaper, readPaper } from '../papers';
import { assertKeepsAgreements } from '../rights';
import { type SendInput, type SigningIdInput, sendSchema, signingIdSchema } from '../schemas';
import { openDocument } from '../template/certificate';
import { templatePdf } from '../template/pdf';
import { readTemplate } from '../template/read';
import { signingDigest, signingPath } from './link';

export interface Sent {
  signingId: Id;
  /** Path and fragment of the link. It and the secret are told now and never again. */
  path: string;
  secret: string;
  expiresAt: string;
}

const OPEN_DAYS = 14;
const DAY_MS = 86_400_000;

/**
 * Signs for the organisation and makes the link by which the other side reads and signs. A link that was open before ends.
 * @throws forbidden; not_found; invalid with the fields, or for letters or a PDF that cannot be set; conflict where it is
 * signed already or withdrawn
 */
export async function sendForSigning(ctx: Context, input: SendInput): Promise<Sent> {
  const { agreementId, fileId, ourName, ourTitle } = readInput(sendSchema, input);
  const action = 'agreement.send';
  const [token, secret, signingId] = [newLinkToken(), newLinkSecret(), newId()];
  const secretHash = await hashPassword(plainSecret(secret));
  return mutate(ctx, { action, subjectId: agreementId }, async (tx) => {
    assertKeepsAgreements(ctx);
    assertFresh(ctx);
    const { agreement } = await lockLiving(tx, agreementId);
    if (agreement.state === 'signed') throw conflict('Both have signed this agreement already.');
    const ended = await endLinks(tx, agreementId);
    const document = fileId ? await uploaded(tx, agreementId, fileId) : await made(tx, ctx, agreement);
    const now = clock.nowMs();
    const expiresMs = now + OPEN_DAYS * DAY_MS;
    const expiresAt = new Date(expiresMs).toISOString();
    const whose = { ourName, ourTitle, createdBy: ctx.actor.id };
    const bound = { id: signingId, agreementId, ...document, secretHash, ...whose, expiresMs };
    const linkHash = signingDigest(await keysOf(tx), bound, plainDigest(token));
    await tx.sql`
      insert into agreement_signings (
        org_id, id, agreement_id, file_id, link_hash, secret_hash, our_name, our_title, created_by, created_at, expires_at)
      values (
        ${tx.orgId}, ${signingId}, ${agreementId}, ${document.fileId}, ${linkHash}, ${secretHash}, ${ourName}, ${ourTitle},
        ${ctx.actor.id}, ${new Date(now).toISOString()}, ${expiresAt})`;
    await tx.sql`update agreements set state = 'sent' where org_id = ${tx.orgId} and id = ${agreementId}`;
    await keepAgreement(tx, agreementId);
    const facts = { party: agreement.party, signingId, ...document, signer: ourName, title: ourTitle, expiresAt };
    return {
      value: { signingId, path: signingPath(tx.orgId, signingId, token), secret, expiresAt },
      entries: [{ action, subjectId: agreementId, facts }, ...ended],
    };
  });
}

interface Document {
  fileId: Id;
  sha256: string;
}

/** A paper that was uploaded, as it is, if a page can be added to it. */
async function uploaded(tx: Tx, agreementId: Id, fileId: Id): Promise<Document> {
  const [file] = await tx.sql<{ sha256: string }[]>`
    select encode(sha256, 'hex') as sha256 from agreement_files
    where org_id = ${tx.orgId} and agreement_id = ${agreementId} and id = ${fileId} and kind = 'document'`;
  if (!file) throw notFound('The document');
  await openDocument(await readPaper(tx, fileId, file.sha256));
  return { fileId, sha256: file.sha256 };
}

/** The template as it is now, kept as a version of its own. */
async function made(tx: Tx, ctx: Context, agreement: LockedAgreement): Promise<Document> {
  const at = clock.now();
  const bytes = await templatePdf(await readTemplate(tx, agreement), at);
  const fileId = newId();
  const paper = { id: fileId, agreementId: agreement.id, kind: 'document', name: 'agreement.pdf', bytes, at } as const;
  return { fileId, sha256: await addMadePaper(tx, ctx, paper) };
}

/** Ends a link that was not signed by: it opens nothing from then on. @throws forbidden; not_found; conflict once it was signed */
export async function revokeLink(ctx: Context, input: SigningIdInput): Promise<void> {
  const { agreementId, signingId } = readInput(signingIdSchema, input);
  const action = 'agreement.revoke_link';
  await mutate(ctx, { action, subjectId: agreementId, facts: { signingId } }, async (tx) => {
    assertKeepsAgreements(ctx);
    const { agreement } = await lockLiving(tx, agreementId);
    const [row] = await tx.sql<{ signedAt: string | null; endedAt: string | null }[]>`
      select signed_at as "signedAt", ended_at as "endedAt" from agreement_signings
      where org_id = ${tx.orgId} and agreement_id = ${agreementId} and id = ${signingId} for update`;
    if (!row) throw notFound('The link');
    if (row.signedAt) throw conflict('It was signed already.');
    if (row.endedAt) return unchanged();
    const [first, ...others] = await endLinks(tx, agreementId);
    if (agreement.state === 'sent') {
      await tx.sql`update agreements set state = 'draft' where org_id = ${tx.orgId} and id = ${agreementId}`;
      await keepAgreement(tx, agreementId);
    }
    const entry = first ?? { action, subjectId: agreementId, facts: { signingId } };
    return { value: undefined, entries: [entry, ...others] };
  });
}

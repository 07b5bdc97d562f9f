import { metadataOf } from '@/lib/crm/modules/metadata';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { type Id, newId } from '@/lib/platform/ids';
import { readInput } from '@/lib/platform/read-input';
import { isRefused } from '@/lib/platform/refused-link';
import { type Mutation, mutate } from '@/lib/protection/mutate';
import { enterForce } from '../enter-force';
import { type LockedAgreement, lockAgreement } from '../lock';
import { writeSigned } from '../mark-signed';
import { addMadePaper, readPaper } from '../papers';
import { type SignInput, signSchema } from '../schemas';
import { withCertificate } from '../template/certificate';
import { agreementOf, asHolder, type OpenLink, openLink, type RefusedLink } from './link';

export interface SignedByThem {
  ok: true;
  organisation: string;
  /** The document with its certificate. */
  name: string;
  signed: Buffer;
}

/**
 * Signs for the other side, once: of two at the same time one has signed. The signed file is kept; the agreement enters into
 * force, or waits for a second person, who is not whoever sent the link.
 * @throws invalid with the fields, or for a name whose letters cannot be set
 */
export async function signAgreement(input: SignInput, requestId: string): Promise<SignedByThem | RefusedLink> {
  const { name, title, consent: _, ...held } = readInput(signSchema, input);
  const action = 'agreement.sign';
  return asHolder<SignedByThem>(held, requestId, (ctx, signingId, token) =>
    mutate<SignedByThem | RefusedLink>(ctx, action, async (tx) => {
      // The agreement first, as by whoever changes it.
      const agreement = await lockAgreement(tx, await agreementOf(tx, signingId));
      const found = await openLink(tx, signingId, token, held.secret);
      const link = isRefused(found) ? found : (whyNot(agreement) ?? found);
      if (isRefused(link)) {
        const facts = { signingId, reason: link.why };
        return { value: link, entries: [{ action, outcome: 'refused', subjectId: agreement.id, facts }] };
      }
      return sign(tx, ctx, { agreement, link, name, title });
    }),
  );
}

/** A link to an agreement that is not as it was sent. */
const whyNot = ({ state, isOurs }: LockedAgreement): RefusedLink | null =>
  state === 'sent' && isOurs ? null : { ok: false, why: 'revoked' };

interface ToSign {
  agreement: LockedAgreement;
  link: OpenLink;
  name: string;
  title: string;
}

async function sign(tx: Tx, ctx: Context, { agreement, link, name, title }: ToSign): Promise<Mutation<SignedByThem>> {
  const { orgName: organisation } = await metadataOf(tx);
  const { id: agreementId, party, endsOn, covers } = agreement;
  const [entryId, fileId, at] = [newId(), newId(), clock.now()];
  const document = await readPaper(tx, link.fileId, link.sha256);
  const signed = await withCertificate(document, {
    documentName: link.documentName,
    sha256: link.sha256,
    ours: { organisation, name: link.ourName, title: link.ourTitle, at: link.createdAt },
    theirs: { organisation: party, name, title, at },
    entryId,
    signingId: link.id,
  });
  const paper = link.documentName.replace(/(\.pdf)?$/i, '-signed.pdf');
  await addMadePaper(tx, ctx, { id: fileId, agreementId, kind: 'signed', name: paper, bytes: signed, at });
  await tx.sql`
    update agreement_signings set signed_at = ${at.toISOString()}, their_name = ${name}, their_title = ${title}
    where org_id = ${tx.orgId} and id = ${link.id}`;
  await writeSigned(tx, agreement, { at, by: `${name} (${party})`, except: '0' });
  const sender = await senderOf(tx, link.createdBy);
  const entering = { id: agreementId, party, terms: { endsOn, covers } };
  const { waits, entry } = await enterForce(tx, ctx, entering, sender);
  const facts = {
    party,
    signingId: link.id,
    signer: name,
    title,
    sha256: link.sha256,
    fileId,
    ...(waits && { waits }),
  };
  return {
    value: { ok: true, organisation, name: paper, signed: Buffer.from(signed) },
    entries: [{ id: entryId, action: 'agreement.sign', subjectId: agreementId, facts }, entry],
  };
}

/** Who sent the link counts as who asks for what it opens. */
async function senderOf(tx: Tx, id: Id): Promise<{ id: Id; name: string }> {
  const [user] = await tx.sql<[{ name: string }]>`select name from users where org_id = ${tx.orgId} and id = ${id}`;
  return { id, name: user.name };
}

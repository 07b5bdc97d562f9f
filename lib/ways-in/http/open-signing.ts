import { openSigningSchema, signSchema } from '@/lib/admin/agreements/schemas';
import type { RefusedLink } from '@/lib/admin/agreements/signing/link';
import { type OpenedSigning, openSigning } from '@/lib/admin/agreements/signing/open';
import { type SignedByThem, signAgreement } from '@/lib/admin/agreements/signing/sign';
import { isRefused } from '@/lib/platform/refused-link';
import { readJson } from '@/lib/ways-in/widget/read-json';
import { answerHolder } from './answer-holder';

/** What a link opens; the document as Base64. */
export type OpenedAnswer = Omit<OpenedSigning, 'ok' | 'document'> & { document: string };

/** What whoever has signed is given: the signed file as Base64. */
export type SignedAnswer = Omit<SignedByThem, 'ok' | 'signed'> & { signed: string };

const REFUSALS: Record<RefusedLink['why'], string> = {
  wrong_link: 'This link is not right. Copy the whole of it, to its end.',
  wrong_secret: 'This is not the secret.',
  signed: 'This agreement was signed already.',
  revoked: 'This link was taken back, because the agreement was changed or is not wanted any more. Ask for another.',
  burnt: 'A wrong secret was given too often. Ask for another link.',
  expired: 'This link’s time is over. Ask for another.',
};

/** Opens an agreement for the other side, which has no account. The link's token is in the body, so that it stands in no log. */
export const openSigningResponse = (request: Request): Promise<Response> =>
  answering(request, async (requestId) => {
    const opened = await openSigning(await readJson(request, openSigningSchema), requestId);
    if (isRefused(opened)) return opened;
    const { ok: _, document, ...rest } = opened;
    return { ...rest, document: document.toString('base64') } satisfies OpenedAnswer;
  });

/** Signs for the other side. */
export const signResponse = (request: Request): Promise<Response> =>
  answering(request, async (requestId) => {
    const done = await signAgreement(await readJson(request, signSchema), requestId);
    if (isRefused(done)) return done;
    const { ok: _, signed, ...rest } = done;
    return { ...rest, signed: signed.toString('base64') } satisfies SignedAnswer;
  });

const answering = (
  request: Request,
  act: (requestId: string) => Promise<OpenedAnswer | SignedAnswer | RefusedLink>,
): Promise<Response> => answerHolder(request, REFUSALS, act);

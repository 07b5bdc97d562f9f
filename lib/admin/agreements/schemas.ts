/** What the verbs about agreements take, as it comes from outside. */
import { z } from 'zod';
import { isId } from '@/lib/platform/ids';
import { PLAIN_LINE, PLAIN_LINE_ERROR, plainLine } from '@/lib/platform/plain-line';
import { AGREEMENT_KINDS, type AgreementKind } from './kinds';

const id = z.string().refine(isId, { error: 'Choose one of the list.' });

const day = z.iso.date({ error: 'Give a date.' });

const kind = z.enum(Object.keys(AGREEMENT_KINDS) as [AgreementKind, ...AgreementKind[]], {
  error: 'Choose one of the three.',
});

/**
 * A connection with the address that whoever chose it saw, or another service by its name: `file_scanner`, `mail_relay`, or
 * what it is called.
 */
const cover = z.union(
  [
    z.object({ service: z.literal('connection'), connectionId: id, destination: z.string().max(300) }),
    z.object({
      service: plainLine('the name', 100).refine((name) => name.toLowerCase() !== 'connection', {
        error: 'Choose the connection from the list.',
      }),
    }),
  ],
  { error: 'Choose a connection from the list, or name the service in one line of at most 100 characters.' },
);

const terms = {
  party: plainLine('the name of the other party', 200),
  contactName: plainLine('the name of somebody to ask', 100),
  contactEmail: z.email({ error: 'Give an e-mail address.' }).max(254, { error: 'At most 254 characters.' }),
  kind,
  startsOn: day,
  endsOn: day.nullable().default(null),
  renewal: z.string().trim().max(200, { error: 'At most 200 characters.' }).regex(PLAIN_LINE, PLAIN_LINE_ERROR),
  covers: z.array(cover, { error: 'Say what it covers.' }).max(100, { error: 'At most 100 services.' }),
};

const endsAfterItBegins = ({ startsOn, endsOn }: { startsOn: string; endsOn: string | null }) =>
  endsOn === null || startsOn <= endsOn;
const ENDS_EARLY = { path: ['endsOn'], error: 'It ends before it begins.' };

export const newAgreementSchema = z.object(terms).refine(endsAfterItBegins, ENDS_EARLY);
export const agreementChangeSchema = z.object({ ...terms, agreementId: id }).refine(endsAfterItBegins, ENDS_EARLY);
export const agreementIdSchema = z.object({ agreementId: id });
export const signedPaperSchema = z.object({ agreementId: id, fileId: id, signedOn: day });
export const paperKindSchema = z.enum(['document', 'signed'], { error: 'Say whether it is signed.' });

/** Without a file: the template, as it is now. */
export const sendSchema = z.object({
  agreementId: id,
  fileId: id.nullable(),
  ourName: plainLine('your name', 100),
  ourTitle: plainLine('your title', 100),
});
export const signingIdSchema = z.object({ agreementId: id, signingId: id });

/** What whoever holds a link gives; an id that is none is answered as a wrong link is. */
const held = {
  signingId: z.string().max(30),
  /** What stands behind `#` in the link. */
  token: z.string().max(100),
  secret: z.string().max(100),
};
export const openSigningSchema = z.object(held);
export const signSchema = z.object({
  ...held,
  name: plainLine('your name', 100),
  title: plainLine('your title', 100),
  consent: z.literal(true, { error: 'Tick that you agree to sign electronically.' }),
});

export type NewAgreement = z.input<typeof newAgreementSchema>;
export type AgreementChange = z.input<typeof agreementChangeSchema>;
export type AgreementIdInput = z.input<typeof agreementIdSchema>;
export type SignedPaper = z.input<typeof signedPaperSchema>;
export type SendInput = z.input<typeof sendSchema>;
export type SigningIdInput = z.input<typeof signingIdSchema>;
export type OpenSigning = z.input<typeof openSigningSchema>;
export type SignInput = z.input<typeof signSchema>;
export type PaperKind = z.output<typeof paperKindSchema>;
export type CoverInput = z.output<typeof cover>;

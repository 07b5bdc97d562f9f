import { accountIn } from './account';
import { addressIn } from './address';
import { ageIn } from './age';
import { birthIn } from './birth';
import { cardIn } from './card';
import { dateIn } from './date';
import { deaIn } from './dea';
import { deviceIn } from './device';
import { emailIn } from './email';
import { find } from './find';
import { ipIn } from './ip';
import { withoutKnown } from './known';
import { licenceIn } from './licence';
import { mbiIn } from './mbi';
import { memberIn } from './member';
import { mrnIn } from './mrn';
import { introducedIn } from './name';
import { npiIn } from './npi';
import { otherIdIn } from './other-id';
import { payerIn } from './payer';
import { phoneIn } from './phone';
import { type Proper, properIn } from './proper';
import type { Span } from './span';
import { ssnIn } from './ssn';
import { urlIn } from './url';
import { vehicleIn } from './vehicle';

/** The surer kind first: it has the characters that two claim. What the text names is surer than what only looks so. */
const DETECTORS = [
  ['mrn', mrnIn],
  ['mbi', mbiIn],
  ['member', memberIn],
  ['ssn', ssnIn],
  ['card', cardIn],
  ['npi', npiIn],
  ['dea', deaIn],
  ['account', accountIn],
  ['licence', licenceIn],
  ['vehicle', vehicleIn],
  ['device', deviceIn],
  ['email', emailIn],
  ['url', urlIn],
  ['ip', ipIn],
  ['birth', birthIn],
  ['date', dateIn],
  ['age', ageIn],
  ['phone', phoneIn],
  ['member', payerIn],
  ['other', otherIdIn],
  ['address', addressIn],
] as const;

/**
 * What in a text looks like an identifier of a person: ordered, none over another, in UTF-16 offsets of the text as
 * given. `known` are names and numbers of the organisation itself, which are nobody's: they stay, however spaced,
 * dashed or capitalised. It misses what no form, list or neighbouring word tells; nobody may take its silence for a
 * de-identified text. Synchronous; takes time linear in the text. For the server: its lists are 0.5 MB.
 */
export function spansOf(text: string, known: readonly string[] = []): readonly Span[] {
  let proper: Proper | undefined;
  const properOf = (plain: string): Proper => {
    proper ??= properIn(plain);
    return proper;
  };
  const spans = find(text, [
    ...DETECTORS,
    ['place', (plain) => properOf(plain).places],
    ['name', (plain) => [...introducedIn(plain), ...properOf(plain).names]],
  ]);
  return known.length > 0 ? withoutKnown(text, spans, known) : spans;
}

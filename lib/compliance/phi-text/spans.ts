import { accountIn } from './account';
import { addressIn } from './address';
import { birthIn } from './birth';
import { cardIn } from './card';
import { deaIn } from './dea';
import { emailIn } from './email';
import { find } from './find';
import { ipIn } from './ip';
import { licenceIn } from './licence';
import { mbiIn } from './mbi';
import { memberIn } from './member';
import { mrnIn } from './mrn';
import { nameIn } from './name';
import { npiIn } from './npi';
import { phoneIn } from './phone';
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
  ['email', emailIn],
  ['url', urlIn],
  ['ip', ipIn],
  ['birth', birthIn],
  ['phone', phoneIn],
  ['address', addressIn],
  ['name', nameIn],
] as const;

/**
 * What in a text looks like an identifier of a person: ordered, none over another, in UTF-16 offsets of the text as
 * given. It misses what no form and no neighbouring word tells; nobody may take its silence for a de-identified text.
 */
export const spansOf = (text: string): readonly Span[] => find(text, DETECTORS);

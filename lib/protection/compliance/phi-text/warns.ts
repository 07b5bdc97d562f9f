/** The small half of `spans.ts`, for the visitor's browser: only kinds that are precise enough to stop somebody. */
import { cardIn } from './card';
import { find } from './find';
import { mbiIn } from './mbi';
import { memberIn } from './member';
import { mrnIn } from './mrn';
import type { Span } from './span';
import { ssnIn } from './ssn';

const DETECTORS = [
  ['mrn', mrnIn],
  ['mbi', mbiIn],
  ['member', memberIn],
  ['ssn', ssnIn],
  ['card', cardIn],
] as const;

/** What a visitor should be asked about before sending: the spans of `spansOf` whose kind warns. */
export const warnsOf = (text: string): readonly Span[] => find(text, DETECTORS);

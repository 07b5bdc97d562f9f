/** Whether a column looks as if it held health data of a person: by its name, and by what stands in it. Pure. */
import { SPAN_KINDS } from '@/lib/protection/compliance/phi-text/kinds';
import { warnsOf } from '@/lib/protection/compliance/phi-text/warns';
import { wordsOf } from '../mapping/alike';
import type { ColumnSeen } from './seen';

/** Beginnings of words that name health data, or what identifies a patient (45 CFR 164.514(b)(2)). */
const NAMES =
  /\b(?:ssn|dob|mrn|mbi|birth|born|patient|medic|diagnos|icd|allerg|prescri|rx|drug|dosage|treatment|therap|condition|symptom|disease|disab|lab result|test result|procedure|surgery|insurance|insurer|policy number|member id|beneficiary|health|blood|deceased|death|pregnan|immun|vaccin|onset|encounter|admiss|admsn|discharge|disch|specimen|dx\b|pat\b|hosp\b|hospital\b|reason visit|reason for visit|subscriber|policy holder|hiv|smok|passport|drivers?\b(?= licen)|drivers$|licen[cs]e number|social security)/;

/** @returns what it looks like, in words; undefined where it looks like nothing of the kind. */
export function healthDataIn(header: string, { samples }: ColumnSeen): string | undefined {
  const name = wordsOf(header).join(' ');
  if (NAMES.test(name)) return 'its name';
  const kinds = samples.map((sample) => warnsOf(`${header}: ${sample}`)[0]?.kind).filter((kind) => kind !== undefined);
  const [kind] = kinds;
  if (kind === undefined || kinds.length * 2 < samples.length) return undefined;
  return SPAN_KINDS[kind].label;
}

/** Three public sets of labelled texts, in the forms their makers gave them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { SpanKind } from '@/lib/protection/compliance/phi-text/kinds';
import type { Label, LabelledText } from '@/lib/protection/compliance/phi-text/testing/score';
import { isRegion } from '@/lib/protection/compliance/phi-text/vocabulary';

/** Rules were written looking at one half only: even templates, rows, message numbers. */
export interface SetRow extends LabelledText {
  set: 'presidio' | 'asq-phi' | 'dlp-chat' | 'made';
  heldOut: boolean;
}

type Meaning = readonly [SpanKind, 'optional'?];

/** What Safe Harbor lets stay: a year, a time, a weekday, "last summer"; a state, a country; an age up to 89. */
function mayStay(kind: SpanKind, value: string): boolean {
  if (kind === 'date') return !/\d{1,4}[-/.]\d|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/i.test(value);
  if (kind === 'place') return isRegion(value.toLowerCase().replace(/ \(.*| *[^a-z']+$|^the /g, ''));
  return kind === 'age' && Number(value.replace(/\D/g, '')) < 90;
}

const PRESIDIO: Record<string, Meaning> = {
  STREET_ADDRESS: ['address'],
  ADDRESS: ['address'],
  ZIP_CODE: ['address'],
  GPE: ['place'],
  LOCATION: ['place'],
  ORGANIZATION: ['name', 'optional'],
  CREDIT_CARD: ['card'],
  PHONE_NUMBER: ['phone'],
  EMAIL_ADDRESS: ['email'],
  IP_ADDRESS: ['ip'],
  DOMAIN_NAME: ['url'],
  IBAN_CODE: ['account'],
  US_SSN: ['ssn'],
  US_DRIVER_LICENSE: ['licence'],
  PERSON: ['name'],
  DATE_TIME: ['date'],
  AGE: ['age'],
};

const ASQ: Record<string, Meaning> = {
  NAME: ['name'],
  GEOGRAPHIC_LOCATION: ['place'],
  DATE: ['date'],
  EMAIL_ADDRESS: ['email'],
  MEDICAL_RECORD_NUMBER: ['mrn'],
  UNIQUE_IDENTIFIER: ['other'],
  SOCIAL_SECURITY_NUMBER: ['ssn'],
  PHONE_NUMBER: ['phone'],
  FAX_NUMBER: ['phone'],
  HEALTH_PLAN_BENEFICIARY_NUMBER: ['member'],
  ACCOUNT_NUMBER: ['account'],
};

const DLP: Record<string, SpanKind> = {
  'Full Names': 'name',
  'Family Member Names': 'name',
  'Spouse Names': 'name',
  "Mother's Maiden Name": 'name',
  'Phone Numbers': 'phone',
  'Physical Addresses': 'address',
  'Social Security Numbers (SSN)': 'ssn',
  "Driver's License Numbers": 'licence',
  'Payment Details': 'card',
  'Insurance Policy Numbers': 'member',
  'IP Addresses': 'ip',
  'Dates of Birth': 'birth',
  'Device Serial Numbers': 'device',
  'IMEI Numbers': 'device',
};

const label = ([kind, optional]: Meaning, text: string, start: number, end: number): Label => ({
  kind,
  start,
  end,
  ...((optional || mayStay(kind, text.slice(start, end))) && { optional: true }),
});

/** microsoft/presidio-research: sentences from templates; a template is in one half only. */
function presidio(path: string): SetRow[] {
  const rows: {
    full_text: string;
    template_id: number;
    spans: { entity_type: string; start_position: number; end_position: number }[];
  }[] = JSON.parse(readFileSync(path, 'utf8'));
  return rows.map(({ full_text: text, template_id, spans }) => ({
    set: 'presidio',
    heldOut: template_id % 2 === 1,
    text,
    labels: spans.flatMap(({ entity_type, start_position, end_position }) => {
      const meaning = PRESIDIO[entity_type];
      // Offsets count code points.
      const [start, length] = [[...text].slice(0, start_position).join('').length, end_position - start_position];
      return meaning
        ? [label(meaning, text, start, start + [...text.slice(start)].slice(0, length).join('').length)]
        : [];
    }),
  }));
}

/** JamesWeatherhead/asq-phi: clinicians' questions. */
function asq(path: string): SetRow[] {
  return readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line, row) => {
      const { query, phi }: { query: string; phi: { identifier_type: string; value: string }[] } = JSON.parse(line);
      return {
        set: 'asq-phi',
        heldOut: row % 2 === 1,
        text: query,
        labels: phi.flatMap(({ identifier_type, value }) => {
          const meaning = ASQ[identifier_type];
          const start = query.indexOf(value);
          return meaning && start !== -1 ? [label(meaning, query, start, start + value.length)] : [];
        }),
      };
    });
}

/** Maison-Research/DLP-Public-Benchmarking-Dataset: chat messages, each labelled as a whole for one kind. */
function dlp(path: string): SetRow[] {
  const rows: Record<'Example ID' | 'Point' | 'Type' | 'Subtype' | 'Example', string>[] = parse(readFileSync(path), {
    columns: true,
  });
  return rows.flatMap(({ 'Example ID': id, Point, Type, Subtype, Example: text }) => {
    const kind = DLP[Point.split(':')[0] ?? ''];
    // "Contextual" ones hint at an identifier and hold none.
    if (!kind || Subtype === 'Contextual') return [];
    const labels = Type === 'Positive' ? [{ kind, start: 0, end: text.length, message: true }] : [];
    return [{ set: 'dlp-chat', heldOut: Number(id) % 2 === 1, text, labels, judged: [kind] }];
  });
}

export const readSets = (folder: string): SetRow[] => [
  ...presidio(join(folder, 'presidio/generated_large.json')),
  ...presidio(join(folder, 'presidio/synth_dataset_v2.json')),
  ...asq(join(folder, 'asq-phi/queries.jsonl')),
  ...dlp(join(folder, 'dlp-chat/messages.csv')),
];

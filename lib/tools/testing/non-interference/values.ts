/**
 * The records of a world. What is readable (`clear`) is the same in every world; what is marked differs: in the value
 * itself, its length and letter case, and in which records share one; in the third world marked fields are empty but for
 * a deleted record's; in the last one all of them.
 */
export type Variant = 'first' | 'second' | 'empty' | 'none';

type Values = Readonly<Record<string, unknown>>;

export interface RecordSpec {
  key: string;
  module: string;
  clear: Values;
  marked: Readonly<Record<Variant, Values>>;
}

/** Marked with their values sealed. */
export const SEALED = ['SSN', 'Private_Email', 'Home_Phone', 'Description', 'Next_Visit', 'Insurance_Number'];

/** Marked, encryption declined: in the row they stand in clear, so nothing but policy keeps them in. */
export const UNSEALED = [
  'Date_of_Birth',
  'Diagnosis',
  'Lead_Source',
  'Email_Opt_Out',
  'Mailing_City',
  'Weight',
  'Risk',
];

/** Added to Contacts; the other marked ones are standard fields. */
export const NEW_FIELDS = [
  { label: 'SSN', type: 'single_line', unique: true },
  { label: 'Insurance Number', type: 'single_line', unique: true },
  { label: 'Private Email', type: 'email' },
  { label: 'Next Visit', type: 'date_time' },
  { label: 'Diagnosis', type: 'single_line' },
  { label: 'Weight', type: 'decimal' },
  { label: 'Risk', type: 'number' },
] as const;

const contact = (
  key: string,
  clear: Values,
  [first, second, empty = {}]: readonly [Values, Values, Values?],
): RecordSpec => ({
  key,
  module: 'Contacts',
  clear,
  marked: { first, second, empty, none: {} },
});

/** Long enough, and odd enough, that none is anywhere by chance. */
export const CONTACTS: readonly RecordSpec[] = [
  contact('anna', { First_Name: 'Anna', Last_Name: 'Bell', Email: 'anna@clinic.example', Title: 'Teacher' }, [
    {
      SSN: '901-77-4412',
      Insurance_Number: 'Qz7-Plan-0091',
      Private_Email: 'zqanna@hidden.example',
      Home_Phone: '+1 312 555 0147',
      Description: 'Zqkowalski reports night sweats since the flood',
      Next_Visit: '2031-04-05T09:30:00Z',
      Date_of_Birth: '1911-02-03',
      Diagnosis: 'Zqmyxoma',
      Lead_Source: 'Cold Call',
      Email_Opt_Out: true,
      Mailing_City: 'Zqburg',
      Weight: 61.375,
      Risk: 424242,
    },
    {
      SSN: '122-11-9009-b',
      Insurance_Number: 'plan',
      Private_Email: 'a-much-longer-name@elsewhere.example',
      Home_Phone: '+1 415 555 0100',
      Description: 'x',
      Next_Visit: '2029-01-01T17:00:00Z',
      Date_of_Birth: '1999-12-31',
      Diagnosis: 'zQMYXOMA of both sides, and then some more of it',
      Lead_Source: 'Trade Show',
      Email_Opt_Out: false,
      Mailing_City: 'Aachen',
      Weight: 5,
      Risk: 7,
    },
  ]),
  contact('ben', { First_Name: 'Ben', Last_Name: 'Cole', Email: 'ben@clinic.example', Title: 'Welder' }, [
    {
      SSN: '902-66-5523',
      Insurance_Number: 'Qz7-Plan-0092',
      Private_Email: 'zqanna@hidden.example',
      Home_Phone: '+1 312 555 0147',
      Description: 'Zqkowalski reports night sweats since the flood',
      Next_Visit: '2031-04-05T09:30:00Z',
      Date_of_Birth: '1911-02-03',
      Diagnosis: 'Zqmyxoma',
      Lead_Source: 'Cold Call',
      Email_Opt_Out: true,
      Mailing_City: 'Zqburg',
      Weight: 61.375,
      Risk: 424242,
    },
    {
      SSN: '1',
      Insurance_Number: 'Another plan altogether, of many words',
      Private_Email: 'b@b.example',
      Home_Phone: '+49 30 901820',
      Description: 'Two lines\nof text, longer than the other one was by far',
      Next_Visit: '2030-06-06T06:06:00Z',
      Date_of_Birth: '1905-05-05',
      Diagnosis: 'Asthma',
      Lead_Source: 'Chat',
      Email_Opt_Out: false,
      Mailing_City: 'Zwolle',
      Weight: 188.25,
      Risk: 1,
    },
  ]),
  contact('cara', { First_Name: 'Cara', Last_Name: 'Dunn', Title: 'Nurse' }, [
    { SSN: '903-55-6634', Diagnosis: 'Zqlupus', Date_of_Birth: '1950-01-01', Mailing_City: 'Zqville', Risk: 3 },
    { SSN: '9', Diagnosis: 'aaa', Date_of_Birth: '1900-01-01', Mailing_City: 'Bonn', Risk: 900_000, Weight: 70 },
  ]),
  contact('dora', { First_Name: 'Dora', Last_Name: 'Ender' }, [
    {
      SSN: '904-44-7745',
      Diagnosis: 'Zqgout',
      Description: 'Zqdeleted but not forgotten',
      Mailing_City: 'Zqton',
      Private_Email: 'zqdora@hidden.example',
    },
    { SSN: '10', Diagnosis: 'Zz', Description: 'Another', Mailing_City: 'Rome', Private_Email: 'd@d.example' },
    { Diagnosis: 'Other', Mailing_City: 'Oslo', Private_Email: 'o@o.example' },
  ]),
];

/** Their last name is marked, so none of them has a name. */
export const LEADS: readonly RecordSpec[] = [
  ['ella', 'Clinic North', 'Zqfairweather', 'Li'],
  ['fred', 'Clinic South', 'Zqfairweather', 'van der Berg-Santos'],
  ['gina', 'Clinic West', 'Zqabernathy', 'ZYX'],
].map(([key = '', company, first, second]) => ({
  key,
  module: 'Leads',
  clear: { Company: company },
  // A required field is never empty.
  marked: {
    first: { Last_Name: first },
    second: { Last_Name: second },
    empty: { Last_Name: '-' },
    none: { Last_Name: '-' },
  },
}));

/** The field that one first wrote when it was not marked, and then changed: its history holds values. */
export const DIAGNOSIS_BEFORE = 'Zqunclear fever';

/** A note, and a file with its name: of one length where the length may show. */
export const PAPERS: Readonly<Record<Variant, { title: string; body: string; fileName: string; file: string }>> = {
  first: {
    title: 'Zqphone call',
    body: 'Zqsister has the same lump',
    fileName: 'Zqscan-of-anna.txt',
    file: 'Zqfindings: malignant, 4 cm.',
  },
  second: { title: 'B', body: 'Feels well', fileName: 'b.txt', file: 'All findings are negative.  ' },
  empty: { title: '', body: '-', fileName: 'c.txt', file: '                            ' },
  none: { title: '', body: '-', fileName: 'c.txt', file: '                            ' },
};

const textsOf = (values: Values): string[] => Object.values(values).filter((value) => typeof value === 'string');

/** Texts that nobody may find anywhere without a reveal: values, notes, files. */
export function secretTexts(): string[] {
  const texts = [...CONTACTS, ...LEADS].flatMap(({ marked }) => textsOf(marked.first));
  const own = texts.filter((text) => /^(Zq|Qz|zq|\d{3}-|\+1|19)/.test(text));
  const hidden = Object.values(HIDDEN_CHAT.first);
  return [...new Set([...own, DIAGNOSIS_BEFORE, ...Object.values(PAPERS.first), ...hidden])];
}

/** Of these, what must not stand in the database in clear either. */
export function sealedTexts(): string[] {
  const ofContacts = CONTACTS.flatMap(({ marked }) =>
    Object.entries(marked.first).flatMap(([name, value]) => (SEALED.includes(name) ? [String(value)] : [])),
  );
  const ofLeads = LEADS.flatMap(({ marked }) => textsOf(marked.first));
  const hidden = Object.values(HIDDEN_CHAT.first);
  return [...new Set([...ofContacts, ...ofLeads, DIAGNOSIS_BEFORE, ...Object.values(PAPERS.first), ...hidden])];
}

/** Hidden by a visitor in a conversation that a second operator reads along: a number and a word, wherever they stand. */
export const HIDDEN_CHAT: Readonly<Record<Variant, { ssn: string; word: string }>> = {
  first: { ssn: '536-90-4321', word: 'Zqjasper-1234' },
  second: { ssn: '536 90 4399', word: 'Zq-a-much-longer-word-77' },
  empty: { ssn: '536-90-4377', word: 'zq1' },
  none: { ssn: '536-90-4377', word: 'zq1' },
};

/** What a visitor of live chat gave and said. */
export const CHAT: Readonly<Record<Variant, { name: string; email: string; question: string }>> = {
  first: { name: 'Zqvera', email: 'zqvera@hidden.example', question: 'Zqpills twice a day?' },
  second: { name: 'Zq', email: 'zq@b.example', question: 'Zqa much longer question, about another thing entirely' },
  empty: { name: '', email: '', question: '-' },
  none: { name: '', email: '', question: '-' },
};

/** Whether a column is named like a field: as other CRMs, spreadsheets and hospital systems name them. Pure. */
import type { FieldDefinition, ModuleDefinition } from '@/lib/crm/modules/definition';

type AlikeTest = (header: string, field: FieldDefinition) => boolean;

/** From the surest to the loosest. */
export function alikeTests(module: ModuleDefinition): AlikeTest[] {
  const own = [module.singular, module.plural].map((name) => wordsOf(name).join(' '));
  const plainOf = (header: string) => withoutPrefix(wordsOf(header), own);
  return [
    (header, field) => header.trim().toLowerCase() === field.label.toLowerCase(),
    (header, field) => keysOf(field).includes(wordsOf(header).join('')),
    (header, field) => keysOf(field).includes(meaningOf(wordsOf(header)).join('')),
    (header, field) => keysOf(field).includes(meaningOf(plainOf(header)).join('')),
    (header, field) => isTheName(module, field) && plainOf(header).join(' ') === 'name',
    (header, field) => mainKeysOf(field).includes(meaningOf(plainOf(header)).join('')),
    (header, field) => sharesWords(wordsOf(header), wordsOf(field.label)),
  ];
}

/** "birthDate", "E-Mail Address (work)" → their words in lower case. */
export const wordsOf = (text: string): string[] =>
  text
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/\be[-_ ]mail/g, 'email')
    .replace(/\b(\p{L})\.(?=\p{L}\b)/gu, '$1')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && word !== 's');

const keysOf = (field: FieldDefinition): string[] => [
  wordsOf(field.label).join(''),
  wordsOf(field.apiName).join(''),
  meaningOf(wordsOf(field.label)).join(''),
];

/** "Mailing Street" is what a file with one address calls "Street". */
const mainKeysOf = (field: FieldDefinition): string[] => [
  meaningOf(wordsOf(field.label).filter((word) => !MAIN.has(word))).join(''),
];

const MAIN = new Set(['mailing', 'billing', 'primary', 'main', 'default']);

const isTheName = (module: ModuleDefinition, field: FieldDefinition): boolean =>
  module.nameFields.length === 1 && module.nameFields[0] === field.apiName;

/** What vendors and modules put in front: "property_email", "Contact Phone". */
const PREFIXES = ['property', 'contact', 'person', 'patient', 'customer', 'client', 'record', 'hs'];

function withoutPrefix(words: string[], own: readonly string[]): string[] {
  const [first = '', ...rest] = words;
  return rest.length > 0 && (PREFIXES.includes(first) || own.includes(first)) ? withoutPrefix(rest, own) : words;
}

/** Names that mean the same → the name of the standard field. */
const SAME: Record<string, readonly string[]> = {
  email: ['email address', 'mail', 'email work', 'work email', 'business email', 'primary email', 'email 1'],
  'secondary email': ['email home', 'home email', 'personal email', 'email other', 'other email', 'email 2'],
  phone: [
    'phone number',
    'telephone',
    'telephone number',
    'tel',
    'phone work',
    'work phone',
    'business phone',
    'phone 1',
  ],
  'home phone': ['phone home', 'home telephone', 'home number'],
  'other phone': ['phone other', 'phone 2', 'alternate phone'],
  mobile: ['mobile phone', 'mobile number', 'cell', 'cell phone', 'cellphone', 'cellular', 'phone mobile'],
  fax: ['fax number', 'business fax'],
  'first name': ['first', 'firstname', 'fname', 'given name', 'given names', 'forename', 'given'],
  'last name': ['last', 'lastname', 'lname', 'surname', 'family name', 'family', 'second name'],
  salutation: ['prefix', 'honorific', 'name prefix'],
  'date of birth': ['dob', 'birth date', 'birthdate', 'birthday', 'born', 'born on'],
  ssn: ['social security number', 'social security', 'social security no', 'ss number'],
  mrn: ['medical record number', 'medical record no', 'chart number', 'patient number'],
  title: ['job title', 'jobtitle', 'position'],
  'account name': [
    'company',
    'company name',
    'organization',
    'organisation',
    'organization name',
    'employer',
    'account',
  ],
  street: ['address', 'street address', 'address 1', 'address line 1', 'address street', 'address1'],
  city: ['town', 'address city', 'location city'],
  state: ['province', 'region', 'state province', 'address state', 'location region'],
  zip: ['zip code', 'zipcode', 'postal code', 'postcode', 'post code', 'postal', 'code', 'address zip'],
  country: ['country region', 'nation', 'address country', 'location country'],
  website: ['url', 'web site', 'homepage', 'web page', 'web', 'domain'],
  description: ['notes', 'note', 'comments', 'comment', 'remarks', 'background', 'about'],
  'annual revenue': ['revenue', 'annualrevenue', 'turnover'],
  employees: ['number of employees', 'no of employees', 'employee count', 'headcount'],
  'lead source': ['source', 'original source'],
};

const MEANING = new Map(
  Object.entries(SAME).flatMap(([name, others]) => others.map((other): [string, string] => [other, name])),
);

/** The words, or those of the standard field they stand for; also of the last words: "Mailing Postal Code". */
function meaningOf(words: readonly string[]): string[] {
  const whole = MEANING.get(words.join(' '));
  if (whole !== undefined) return whole.split(' ');
  const [first = '', ...rest] = words;
  if (!QUALIFIERS.has(first) || rest.length === 0) return [...words];
  return [first, ...meaningOf(rest)];
}

const QUALIFIERS = new Set(['mailing', 'other', 'billing', 'shipping', 'home', 'secondary']);

/** "birth_date" and "Date of Birth": every word of the header stands in the label, in whatever order. */
const sharesWords = (words: readonly string[], label: readonly string[]): boolean =>
  words.length > 1 && words.every((word) => label.includes(word));

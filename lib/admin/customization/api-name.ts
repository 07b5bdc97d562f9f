/** API names of custom modules and fields: made from their labels, unlike all others, and never changed. Pure. */

export const API_NAME = /^[A-Za-z][A-Za-z0-9_]*$/;
export const API_NAME_LENGTH = 50;

/** System properties of every record, and names Zoho CRM's clients give a meaning of their own. */
const RESERVED_FIELDS = [
  'id',
  'Owner',
  'Created_Time',
  'Modified_Time',
  'Created_By',
  'Modified_By',
  'Full_Name',
  'Layout',
  'Tag',
  'Record_Image',
  'Exchange_Rate',
  'Last_Activity_Time',
  'Record_Status__s',
];

/** Paths of the REST API, and modules that Zoho CRM has beside ours. */
const RESERVED_MODULES = [
  'Users',
  'Profiles',
  'Roles',
  'Org',
  'Settings',
  'Actions',
  'Activities',
  'Notes',
  'Attachments',
  'Meetings',
  'Coql',
  'Bulk',
  'Files',
  'Deleted',
  'Search',
  'New',
];

const fold = (name: string) => name.toLowerCase();
const reservedFields = new Set(RESERVED_FIELDS.map(fold));
const reservedModules = new Set(RESERVED_MODULES.map(fold));

/** `Blood type (ABO)` → `Blood_type_ABO`. A label without a Latin letter or digit gives `fallback`. */
export function apiNameFrom(label: string, fallback: string): string {
  const plain = label
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
  const named = /^[A-Za-z]/.test(plain) ? plain : [fallback, plain].filter(Boolean).join('_');
  return named.slice(0, API_NAME_LENGTH).replace(/_+$/, '');
}

/** The name itself, or with the first number that makes it unlike those taken: `Blood_type1`. */
export function freeApiName(wanted: string, isTaken: (name: string) => boolean): string {
  if (!isTaken(wanted)) return wanted;
  for (let n = 1; ; n += 1) {
    const name = `${wanted.slice(0, API_NAME_LENGTH - String(n).length)}${n}`;
    if (!isTaken(name)) return name;
  }
}

/** Case does not make a name another one: people and spreadsheets do not see the difference. */
export function isOneOf(taken: Iterable<string>): (name: string) => boolean {
  const folded = new Set([...taken].map(fold));
  return (name) => folded.has(fold(name));
}

/** Values are kept under their API name, so a name every JavaScript object has (`constructor`) is no field's. */
export const isReservedFieldName = (name: string): boolean =>
  reservedFields.has(fold(name)) || name in Object.prototype;

export const isReservedModuleName = (name: string): boolean =>
  reservedModules.has(fold(name)) || name in Object.prototype;

/**
 * What can be found in free text, and which identifier of the Safe Harbor method it is: the letter under
 * 45 CFR 164.514(b)(2)(i). `warns`: precise enough to stop a visitor before sending.
 */
export const SPAN_KINDS = {
  ssn: { label: 'Social Security number', token: 'SSN', safeHarbor: 'G', warns: true },
  card: { label: 'Payment card number', token: 'CARD', safeHarbor: 'J', warns: true },
  mbi: { label: 'Medicare number', token: 'MEDICARE', safeHarbor: 'I', warns: true },
  mrn: { label: 'Medical record number', token: 'MRN', safeHarbor: 'H', warns: true },
  member: { label: 'Member or policy number', token: 'MEMBER', safeHarbor: 'I', warns: true },
  npi: { label: 'National Provider Identifier', token: 'NPI', safeHarbor: 'K', warns: false },
  dea: { label: 'DEA registration number', token: 'DEA', safeHarbor: 'K', warns: false },
  account: { label: 'Account number', token: 'ACCOUNT', safeHarbor: 'J', warns: false },
  licence: { label: 'Licence or passport number', token: 'LICENCE', safeHarbor: 'K', warns: false },
  vehicle: { label: 'Vehicle number or plate', token: 'VEHICLE', safeHarbor: 'L', warns: false },
  email: { label: 'Email address', token: 'EMAIL', safeHarbor: 'F', warns: false },
  url: { label: 'Web address', token: 'URL', safeHarbor: 'N', warns: false },
  ip: { label: 'IP address', token: 'IP', safeHarbor: 'O', warns: false },
  device: { label: 'Device or serial number', token: 'DEVICE', safeHarbor: 'M', warns: false },
  birth: { label: 'Date of birth', token: 'BIRTH DATE', safeHarbor: 'C', warns: false },
  date: { label: 'Date', token: 'DATE', safeHarbor: 'C', warns: false },
  age: { label: 'Age over 89', token: 'AGE', safeHarbor: 'C', warns: false },
  phone: { label: 'Telephone or fax number', token: 'PHONE', safeHarbor: 'D', warns: false },
  address: { label: 'Street address', token: 'ADDRESS', safeHarbor: 'B', warns: false },
  place: { label: 'Town, district or facility', token: 'PLACE', safeHarbor: 'B', warns: false },
  other: { label: 'Other identifying number', token: 'ID', safeHarbor: 'R', warns: false },
  name: { label: 'Name', token: 'NAME', safeHarbor: 'A', warns: false },
} as const satisfies Record<string, { label: string; token: string; safeHarbor: string; warns: boolean }>;

export type SpanKind = keyof typeof SPAN_KINDS;

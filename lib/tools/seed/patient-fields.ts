/** The columns of `patients.csv` as fields of Contacts: standard ones by API name, the others made as custom fields. */
import type { FieldTypeKey } from '@/lib/crm/modules/field-types/type';

export interface PatientField {
  column: string;
  /** API name of a standard field; absent: a custom field with this label is made. */
  apiName?: string;
  label: string;
  type?: FieldTypeKey;
  unique?: boolean;
  /** Contains Personal Health Data (the identifiers of 45 CFR 164.514(b)(2) among these columns, and sensitive traits). */
  marked?: boolean;
}

export const PATIENT_FIELDS: readonly PatientField[] = [
  { column: 'first_name', apiName: 'First_Name', label: 'First Name' },
  { column: 'last_name', apiName: 'Last_Name', label: 'Last Name' },
  { column: 'phone', apiName: 'Phone', label: 'Phone', marked: true },
  { column: 'birth_date', apiName: 'Date_of_Birth', label: 'Date of Birth', marked: true },
  { column: 'address', apiName: 'Mailing_Street', label: 'Mailing Street', marked: true },
  { column: 'city', apiName: 'Mailing_City', label: 'Mailing City' },
  { column: 'state', apiName: 'Mailing_State', label: 'Mailing State' },
  { column: 'postal_code', apiName: 'Mailing_Zip', label: 'Mailing Zip' },
  { column: 'country', apiName: 'Mailing_Country', label: 'Mailing Country' },
  { column: 'ssn', label: 'SSN', unique: true, marked: true },
  { column: 'mrn', label: 'Medical Record Number', unique: true, marked: true },
  { column: 'drivers_license', label: 'Driver License', marked: true },
  { column: 'passport', label: 'Passport', marked: true },
  { column: 'gender', label: 'Gender' },
  { column: 'birth_sex', label: 'Birth Sex' },
  { column: 'race', label: 'Race', marked: true },
  { column: 'ethnicity', label: 'Ethnicity', marked: true },
  { column: 'marital_status', label: 'Marital Status' },
  { column: 'maiden_name', label: 'Maiden Name', marked: true },
  { column: 'mothers_maiden_name', label: "Mother's Maiden Name", marked: true },
  { column: 'birth_place', label: 'Birth Place', marked: true },
  { column: 'deceased_at', label: 'Deceased At', type: 'date_time', marked: true },
  { column: 'language', label: 'Language' },
];

/** The patients of the fixture, and how their values would look if they came to light. */

import { fieldType } from '@/lib/crm/modules/field-types/registry';
import { readFixture } from '@/lib/tools/seed/fixtures';

export type Patient = Record<string, string>;

export const PATIENTS: readonly Patient[] = readFixture('patients');

/** The columns whose values can be told from any other text. */
const IDENTIFYING = ['ssn', 'phone', 'birth_date', 'mrn', 'drivers_license', 'passport'] as const;

/** A date of birth as a page writes it. */
export function writtenDate(iso: string): string {
  return fieldType('date').format(iso, {}, { timeZone: 'UTC' });
}

/** The values of a patient that nobody may see, in each form they could be seen in. */
export function secretsOf(patient: Patient): string[] {
  const values = IDENTIFYING.flatMap((column) => patient[column] ?? []);
  return patient.birth_date ? [...values, writtenDate(patient.birth_date)] : values;
}

export const EVERY_SECRET: readonly string[] = PATIENTS.flatMap(secretsOf);

/** Finds a patient by the name in the fixture. */
export function patient(firstName: string): Patient {
  const found = PATIENTS.find(({ first_name }) => first_name === firstName);
  if (!found) throw new Error(`No patient ${firstName} in the fixture.`);
  return found;
}

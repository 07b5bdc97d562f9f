import { expect, test } from 'vitest';
import { healthDataIn } from './health-data';
import { ColumnObserver } from './seen';

function columnOf(...cells: string[]) {
  const observer = new ColumnObserver();
  for (const [n, cell] of cells.entries()) observer.see(n + 2, cell);
  return observer.result();
}

test.each([
  'SSN',
  'birthDate',
  'Patient MRN',
  'PAT_ENC_CSN_ID',
  'ICD10',
  'Allergies',
  'HOSP_DISCH_TIME',
  'Reason for visit',
  'DRIVERS',
  "Driver's License",
])('a column named %s looks like health data', (name) => expect(healthDataIn(name, columnOf('x'))).toBe('its name'));

test.each(['Last Name', 'City', 'Lead Source', 'Annual Revenue', 'Description', 'Hospitality', 'patio', 'Driver'])(
  'a column named %s does not',
  (name) => expect(healthDataIn(name, columnOf('x', 'y'))).toBeUndefined(),
);

test('a column looks like health data by what most of its values are', () => {
  expect(healthDataIn('Number', columnOf('219-09-9999', '457-55-5462'))).toBe('Social Security number');
  expect(healthDataIn('Number', columnOf('219-09-9999', 'none', 'red', 'blue', 'green'))).toBeUndefined();
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { API_NAME, API_NAME_LENGTH, apiNameFrom, freeApiName, isOneOf, isReservedFieldName } from './api-name';

describe('apiNameFrom', () => {
  test.each([
    ['Blood type (ABO)', 'Blood_type_ABO'],
    ['  Größe in cm ', 'Gro_e_in_cm'],
    ['Señal', 'Senal'],
    ['2nd opinion', 'Field_2nd_opinion'],
    ['血液型', 'Field'],
    ['__proto__', 'proto'],
  ])('%s gives %s', (label, name) => {
    expect(apiNameFrom(label, 'Field')).toBe(name);
  });

  test('gives a well-formed name for any label', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (label) => {
        const name = apiNameFrom(label, 'Field');
        expect(name).toMatch(API_NAME);
        expect(name.length).toBeLessThanOrEqual(API_NAME_LENGTH);
      }),
    );
  });
});

describe('freeApiName', () => {
  test('numbers a name that is taken, whatever its case', () => {
    const isTaken = isOneOf(['blood_type', 'Blood_Type1']);
    expect(freeApiName('Blood_type', isTaken)).toBe('Blood_type2');
  });

  test('stays within the length', () => {
    const long = 'A'.repeat(API_NAME_LENGTH);
    expect(freeApiName(long, isOneOf([long]))).toBe(`${'A'.repeat(API_NAME_LENGTH - 1)}1`);
  });
});

test('reserves system properties and what every JavaScript object has', () => {
  for (const name of ['Owner', 'created_time', 'id', 'constructor', 'toString', '__proto__']) {
    expect(isReservedFieldName(name)).toBe(true);
  }
  expect(isReservedFieldName('Diagnosis')).toBe(false);
});

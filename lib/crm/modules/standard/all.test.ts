import { describe, expect, test } from 'vitest';
import { fieldType } from '../field-types/registry';
import { STANDARD_MODULES } from './all';
import type { FieldSpec, ModuleSpec } from './module-spec';

const fieldsOf = (module: ModuleSpec): FieldSpec[] => module.sections.flatMap((section) => section.fields);
const names = STANDARD_MODULES.map((module) => module.apiName);

describe('the standard modules', () => {
  test('are the eleven of Zoho CRM under the names its clients send', () => {
    expect(names).toEqual([
      'Leads',
      'Contacts',
      'Accounts',
      'Deals',
      'Tasks',
      'Events',
      'Calls',
      'Cases',
      'Products',
      'Campaigns',
      'Vendors',
    ]);
  });

  test.each(STANDARD_MODULES)('$apiName: no two fields share an API name or a label', (module) => {
    const fields = fieldsOf(module);
    expect(new Set(fields.map((field) => field.apiName.toLowerCase())).size).toBe(fields.length);
    expect(new Set(fields.map((field) => field.label.toLowerCase())).size).toBe(fields.length);
  });

  test.each(STANDARD_MODULES)('$apiName: API names are letters, digits and underscores', (module) => {
    for (const field of fieldsOf(module)) expect(field.apiName).toMatch(/^[A-Za-z][A-Za-z0-9_]{0,49}$/);
  });

  test.each(STANDARD_MODULES)('$apiName: its name is made of its own fields, one of them required', (module) => {
    const fields = fieldsOf(module);
    const parts = module.nameFields.map((name) => fields.find((field) => field.apiName === name));
    expect(parts).not.toContain(undefined);
    expect(parts.some((field) => field?.required)).toBe(true);
  });

  test.each(STANDARD_MODULES)('$apiName: at most eight sort slots, each given once, to fields that sort', (module) => {
    const slotted = fieldsOf(module).filter((field) => field.slot !== undefined);
    expect(new Set(slotted.map((field) => field.slot)).size).toBe(slotted.length);
    for (const field of slotted) {
      expect(field.slot).toBeGreaterThanOrEqual(1);
      expect(field.slot).toBeLessThanOrEqual(8);
      expect(fieldType(field.type).sortable).toBe(true);
    }
  });

  test.each(STANDARD_MODULES)('$apiName: its lookups lead to standard modules', (module) => {
    for (const field of fieldsOf(module)) {
      if (field.type === 'lookup') expect(names).toContain(field.options?.lookupModule);
    }
  });
});

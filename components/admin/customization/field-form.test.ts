import { describe, expect, test } from 'vitest';
import type { FieldSetup } from '@/lib/admin/customization/queries';
import { changesToSend, type FieldForm, formOf } from './field-form';

const field: FieldSetup = {
  module: 'Contacts',
  id: '1',
  apiName: 'Triage',
  label: 'Triage',
  type: 'pick_list',
  options: { pickList: [{ value: 'Red', label: 'Red' }] },
  required: false,
  readOnly: false,
  unique: false,
  marked: false,
  sealed: false,
  custom: true,
  held: false,
  unsealedReason: null,
  mandatory: false,
};
const sent = (change: Partial<FieldForm>, of: FieldSetup = field) => changesToSend(of, { ...formOf(of), ...change });

describe('what Edit Properties sends', () => {
  test('is nothing when nothing was changed', () => {
    expect(sent({})).toBeUndefined();
    expect(sent({ label: ' Triage ', reason: 'typed, then not needed' })).toBeUndefined();
  });

  test('is only what was changed; an emptied help text is removed', () => {
    expect(sent({ label: 'Urgency', required: true })).toEqual({ label: 'Urgency', required: true });
    expect(sent({ helpText: '' }, { ...field, helpText: 'Old' })).toEqual({ helpText: null });
  });

  test('gives a new option no value and leaves out one without a label', () => {
    const options = {
      pickList: [
        { key: 0, value: 'Red', label: 'Immediate' },
        { key: 1, label: 'Green' },
        { key: 2, label: ' ' },
      ],
    };
    expect(sent({ options })).toEqual({
      options: { pickList: [{ value: 'Red', label: 'Immediate' }, { label: 'Green' }] },
    });
  });

  test('proposes encryption with a mark, and sends a reason only where it is declined', () => {
    expect(sent({ marked: true })).toEqual({ health: { marked: true, encrypt: true } });
    expect(sent({ marked: true, encrypt: false, reason: ' Sorted daily ' })).toEqual({
      health: { marked: true, encrypt: false, reason: 'Sorted daily' },
    });
    expect(sent({ marked: true }, { ...field, type: 'checkbox', options: {} })).toEqual({
      health: { marked: true, encrypt: true },
    });
    expect(sent({ marked: true }, { ...field, type: 'user', options: {} })).toEqual({
      health: { marked: true, encrypt: false },
    });
  });

  test('sends the removal of a mark, and encryption decided later', () => {
    const marked: FieldSetup = { ...field, marked: true, unsealedReason: 'Sorted daily' };
    expect(sent({ marked: false }, marked)).toEqual({ health: { marked: false } });
    expect(sent({ encrypt: true }, marked)).toEqual({ health: { marked: true, encrypt: true } });
    expect(sent({}, marked)).toBeUndefined();
  });
});

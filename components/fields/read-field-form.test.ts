import { expect, test } from 'vitest';
import type { FieldDescription } from '@/lib/crm/modules/field-types/description';
import type { FieldTypeKey } from '@/lib/crm/modules/field-types/type';
import { replacesHidden } from './control-props';
import { readFieldForm } from './read-field-form';

function field(type: FieldTypeKey): FieldDescription {
  const options = { pickList: [{ value: 'a', label: 'Alpha' }] };
  return {
    id: '1',
    apiName: type,
    label: type,
    type,
    required: false,
    readOnly: false,
    unique: false,
    marked: false,
    sealed: false,
    options,
  };
}

function form(...entries: [string, string][]): FormData {
  const data = new FormData();
  for (const [name, value] of entries) data.append(name, value);
  return data;
}

test('a new record gets all that is on the form, and nothing that is not', () => {
  const fields = [field('single_line'), field('multi_pick_list'), field('email')];
  const data = form(['single_line', 'Ann'], ['multi_pick_list', ''], ['multi_pick_list', 'a'], ['other', 'x']);
  expect(readFieldForm(data, fields)).toEqual({ single_line: 'Ann', multi_pick_list: ['a'] });
});

test('an edit gets only what differs, however it is written', () => {
  const before = { number: 1234, date: '1949-11-14', checkbox: true, pick_list: 'removed', multi_pick_list: ['a'] };
  const fields = (['number', 'date', 'checkbox', 'pick_list', 'multi_pick_list', 'email'] as const).map(field);
  const same = form(
    ['number', '1,234'],
    ['date', '11/14/1949'],
    ['checkbox', 'true'],
    ['pick_list', 'removed'],
    ['email', ''],
  );
  same.append('multi_pick_list', '');
  same.append('multi_pick_list', 'a');
  expect(readFieldForm(same, fields, before)).toEqual({});
  const other = form(
    ['number', '12x'],
    ['date', ''],
    ['checkbox', 'false'],
    ['multi_pick_list', ''],
    ['email', 'a@b.co'],
  );
  expect(readFieldForm(other, fields, before)).toEqual({
    number: '12x',
    date: '',
    checkbox: 'false',
    multi_pick_list: [],
    email: 'a@b.co',
  });
});

test('a box never ticked is not written as No by an edit', () => {
  expect(readFieldForm(form(['checkbox', 'false']), [field('checkbox')], {})).toEqual({});
});

test('a hidden value is cleared or replaced even by what an empty field would hold', () => {
  const data = form(
    ['email', ''],
    [replacesHidden('email'), 'yes'],
    ['checkbox', 'false'],
    [replacesHidden('checkbox'), 'yes'],
  );
  expect(readFieldForm(data, [field('email'), field('checkbox')], {})).toEqual({ email: '', checkbox: 'false' });
});

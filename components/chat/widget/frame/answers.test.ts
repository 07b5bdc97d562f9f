import { expect, test } from 'vitest';
import type { WidgetBrand } from '@/lib/ways-in/widget/contract';
import { customFieldOf } from '../host/values';
import { type Given, NOTHING_GIVEN } from '../protocol';
import { faultsOf, questionsOf, startAnswers } from './answers';
import { faultOf } from './file-fault';
import { en } from './text/en';

const ask = (shown: boolean, mandatory = false, hint = '') => ({ shown, mandatory, hint });
const brand: WidgetBrand = {
  name: 'Clinic',
  colour: '#0f6e84',
  logo: '',
  side: 'right',
  languages: ['en'],
  greeting: '',
  offlineMessage: '',
  words: {},
  preChat: {
    enabled: true,
    fields: { name: ask(true, true), email: ask(true, true), phone: ask(false), question: ask(true) },
  },
  online: true,
  departments: [],
  maxFileBytes: 1_000_000,
  fileTypes: ['application/pdf'],
};
const given: Given = {
  ...NOTHING_GIVEN,
  email: 'vera@visitor.example',
  phone: '+1 555 0100',
  info: { page: 'cardiology' },
  fields: [
    customFieldOf({ name: '_default.name', hint: 'What shall we call you?' }),
    customFieldOf({ name: 'Plan', hint: 'Your plan', required: 'true' }),
    customFieldOf({ name: 'Callback', hint: 'When?', visibility: 'offline' }),
    customFieldOf({ name: 'Member since', value: '2020' }),
  ],
};

test('the form asks what the brand says, then what the site adds, the question last; what is known is filled in', () => {
  const questions = questionsOf(brand, given, en);
  expect(questions.map(({ key, required, hint, value }) => [key, required, hint, value])).toEqual([
    ['name', true, 'What shall we call you?', ''],
    ['email', true, '', 'vera@visitor.example'],
    ['custom:Plan', true, 'Your plan', ''],
    ['question', false, '', ''],
  ]);
  expect(questionsOf({ ...brand, online: false }, given, en).map(({ key }) => key)).toContain('custom:Callback');
  expect(questionsOf({ ...brand, preChat: { ...brand.preChat, enabled: false } }, given, en)).toEqual([]);
});

test('what is missing or no email address is named by its field', () => {
  const questions = questionsOf(brand, given, en);
  expect(faultsOf(questions, { name: ' ', email: 'vera@', 'custom:Plan': 'Gold' }, en)).toEqual({
    name: en.missing,
    email: en.badEmail,
  });
});

test('the answers go along with what the site gave: values of custom fields are kept when there is a form', () => {
  const answers = { name: ' Vera ', email: 'v@visitor.example', 'custom:Plan': 'Gold', question: '' };
  expect(startAnswers(questionsOf(brand, given, en), answers, given)).toEqual({
    name: 'Vera',
    email: 'v@visitor.example',
    phone: '+1 555 0100',
    custom: { page: 'cardiology', Plan: 'Gold', 'Member since': '2020' },
  });
});

test('a file that is too large, empty, or of a kind that is not taken is refused by its name before a byte is sent', () => {
  const fault = (name: string, size: number, type: string) => faultOf({ name, size, type }, brand, en);
  expect(fault('a.pdf', 10, 'application/pdf')).toBe('');
  expect(fault('a.pdf', 1_000_001, 'application/pdf')).toBe('a.pdf: larger than 977 kB.');
  expect(fault('a.pdf', 0, 'application/pdf')).toBe('a.pdf: the file is empty.');
  expect(fault('a.exe', 10, 'application/x-msdownload')).toBe('a.exe: this kind of file is not accepted.');
  expect(fault('a.heic', 10, '')).toBe('');
});

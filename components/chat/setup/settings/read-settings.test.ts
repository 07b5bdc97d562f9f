import { expect, test } from 'vitest';
import { DEFAULT_CHAT_SETTINGS } from '@/lib/chat/setup/settings-schema';
import { fileTypeChoices } from './file-types';
import { readSettings } from './read-settings';

test('a form says what stands in it, and nothing about retention', () => {
  const form = new FormData();
  form.set('routing', 'round_robin');
  form.set('offerSeconds', ' 30 ');
  form.set('missedAfterSeconds', '');
  form.set('idleMinutes', '0');
  form.set('visitorDays', '14');
  form.set('ownTexts', ' 555 010 2200 \n\nwww.clinic.example');
  form.set('maxFileMegabytes', '5');
  form.append('fileTypes', 'application/pdf');
  form.append('fileTypes', 'image/png');
  expect(readSettings(form)).toEqual({
    routing: 'round_robin',
    offerSeconds: 30,
    missedAfterSeconds: Number.NaN,
    idleMinutes: 0,
    visitorDays: 14,
    ownTexts: ['555 010 2200', 'www.clinic.example'],
    maxFileMegabytes: 5,
    fileTypes: ['application/pdf', 'image/png'],
    wordSearch: false,
  });
});

test('every kind of file that is taken can be unticked, known or not', () => {
  const taken = [...DEFAULT_CHAT_SETTINGS.fileTypes, 'application/x-own'];
  const offered = fileTypeChoices(taken);
  expect(taken.filter((type) => !offered.some((one) => one.type === type))).toEqual([]);
  for (const type of DEFAULT_CHAT_SETTINGS.fileTypes) {
    expect(offered.find((one) => one.type === type)?.label).not.toBe(type);
  }
});

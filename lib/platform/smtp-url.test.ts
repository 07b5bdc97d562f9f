import { expect, test } from 'vitest';
import { isSmtpUrl, readSmtpUrl } from './smtp-url';

test.each([
  ['smtp://mail.clinic.example', { port: 587, isTls: false, isLoopback: false, user: null }],
  [
    'smtps://care%40clinic:p%3Ass@mail.clinic.example',
    { port: 465, isTls: true, user: 'care@clinic', password: 'p:ss' },
  ],
  ['smtp://localhost:25', { port: 25, isLoopback: true }],
  ['smtp://127.0.0.1:25', { isLoopback: true }],
  ['smtp://[::1]:25', { host: '::1', isLoopback: true }],
  ['smtp://localhost.clinic.example', { isLoopback: false }],
  ['smtp://127.0.0.1.clinic.example', { isLoopback: false }],
])('%s is read', (text, address) => {
  expect(readSmtpUrl(text)).toMatchObject(address);
});

test.each([
  'https://mail.clinic.example',
  'smtp://',
  'smtp://mail.clinic.example?tls.rejectUnauthorized=false',
  'smtp://mail.clinic.example/path',
  'smtp://mail.clinic.example#x',
  'mail.clinic.example',
  '',
])('%s is no address of a mail server', (text) => expect(isSmtpUrl(text)).toBe(false));

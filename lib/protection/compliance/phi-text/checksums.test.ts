import { expect, test } from 'vitest';
import { isIban } from './account';
import { isCard } from './card';
import { isDea } from './dea';
import { isLuhn } from './luhn';
import { isNpi } from './npi';
import { isIssuable } from './ssn';
import { isVin } from './vehicle';

test('Luhn: the example of the standard, and any other last digit fails', () => {
  expect(isLuhn('79927398713')).toBe(true);
  for (const digit of '012456789') expect(isLuhn(`7992739871${digit}`)).toBe(false);
});

test('cards: the test numbers of the networks, and none with a digit changed', () => {
  const numbers =
    '4111111111111111 5555555555554444 2223003122003222 378282246310005 6011111111111117 30569309025904'.split(' ');
  for (const number of [...numbers, '3530111333300000', '6200000000000005']) {
    expect(isCard(number), number).toBe(true);
    expect(isCard(number.slice(0, -1) + ((Number(number.at(-1)) + 1) % 10)), number).toBe(false);
  }
  expect(isCard('0000000000000000')).toBe(false);
  expect(isCard('9111111111111111')).toBe(false);
});

test('NPI: the example of CMS', () => {
  expect(isNpi('1234567893')).toBe(true);
  expect(isNpi('1234567890')).toBe(false);
  expect(isNpi('3234567893')).toBe(false);
});

test('DEA numbers: the check digit is taken over odd and even places', () => {
  expect(isDea('AB1234563')).toBe(true);
  expect(isDea('F91234563')).toBe(true);
  expect(isDea('AB1234564')).toBe(false);
});

test('IBAN: the examples of the registry', () => {
  expect(isIban('GB82 WEST 1234 5698 7654 32')).toBe(true);
  expect(isIban('DE89370400440532013000')).toBe(true);
  expect(isIban('GB83 WEST 1234 5698 7654 32')).toBe(false);
});

test('VIN: the examples of the check digit X and 1', () => {
  expect(isVin('1M8GDM9AXKP042788')).toBe(true);
  expect(isVin('11111111111111111')).toBe(false);
  expect(isVin('1M8GDM9A1KP042788')).toBe(false);
});

test('SSNs: area, group and serial as the SSA gives them, ITIN groups as the IRS does', () => {
  for (const good of ['001010001', '665999999', '899010001', '900700001', '912501234', '999991234']) {
    expect(isIssuable(good), good).toBe(true);
  }
  for (const bad of [
    '000121234',
    '666121234',
    '123001234',
    '123450000',
    '900691234',
    '912491234',
    '078051120',
    '111111111',
  ]) {
    expect(isIssuable(bad), bad).toBe(false);
  }
});

import { labelled } from './labelled';
import { isLuhn } from './luhn';

/** Whether ten digits are a National Provider Identifier: the Luhn digit is taken with 80840 before (45 CFR 162.406). */
export const isNpi = (digits: string) => /^[12]\d{9}$/.test(digits) && isLuhn(`80840${digits}`);

/** By what they are called, and their check digit: one in ten numbers has it by chance. */
export const npiIn = labelled(
  'npi|national provider id(?:entifier)?|provider(?= ?(?:#|id|no\\b|num))',
  '\\d{10}',
  isNpi,
);

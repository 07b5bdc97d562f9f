import { generateSync } from 'otplib';
import { expect, test } from 'vitest';
import { newTotpSecret, qrCodeOf, stepOfCode, totpUri } from './totp';

/** RFC 6238, appendix B, SHA-1: seconds and the last six of its eight digits. The secret is `12345678901234567890`. */
const VECTORS: readonly [number, string][] = [
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
];
const RFC_SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

test.each(VECTORS)('takes the code of RFC 6238 at second %d', (seconds, code) => {
  const at = { atMs: seconds * 1000, lastStep: null };
  expect(stepOfCode(RFC_SECRET, code, at)).toBe(Math.floor(seconds / 30));
});

test('takes the step before and the one after, and none further away: a clock off by an hour is refused', () => {
  const secret = newTotpSecret();
  const seconds = 1_800_000_000;
  const at = { atMs: seconds * 1000, lastStep: null };
  const codeAt = (epoch: number) => generateSync({ secret, epoch });
  for (const off of [-30, 0, 30]) expect(stepOfCode(secret, codeAt(seconds + off), at)).toBe((seconds + off) / 30);
  for (const off of [-3600, -60, 60, 3600]) expect(stepOfCode(secret, codeAt(seconds + off), at)).toBeNull();
});

test('takes no code of the step that was taken last, nor of an earlier one, nor what is no six digits', () => {
  const secret = newTotpSecret();
  const seconds = 1_800_000_000;
  const step = seconds / 30;
  const code = generateSync({ secret, epoch: seconds });
  const at = (lastStep: number) => ({ atMs: seconds * 1000, lastStep });
  expect(stepOfCode(secret, code, at(step - 1))).toBe(step);
  expect(stepOfCode(secret, code, at(step))).toBeNull();
  expect(stepOfCode(secret, code, at(step + 1))).toBeNull();
  for (const text of ['', '12345', '1234567', ' 12345', '１２３４５６', 'abcdef', '-12345', '12e456'])
    expect(stepOfCode(secret, text, at(0))).toBeNull();
});

test('the QR code holds what an app reads, as one path', () => {
  const uri = totpUri(newTotpSecret(), 'olga@clinic.example');
  expect(uri).toMatch(/^otpauth:\/\/totp\/Careledger:olga%40clinic\.example\?secret=[A-Z2-7]{32}&issuer=Careledger/);
  const { size, path } = qrCodeOf(uri);
  expect(size).toBeGreaterThan(24);
  expect(path).toMatch(/^(M\d+ \d+h1v1h-1z)+$/);
});

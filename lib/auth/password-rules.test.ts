import { expect, test } from 'vitest';
import { faultOfPassword } from './password-rules';

const owner = { name: 'Olga Operator', email: 'olga.o@clinic.example' };

test.each(['correct horse battery staple', 'annual-meeting-in-may', 'b4rn-w1ndow-k1te', 'übermäßig langes Kennwort'])(
  '%s is good',
  (password) => expect(faultOfPassword(password, owner)).toBeNull(),
);

test.each([
  ['short', 'at least 12'],
  ['x'.repeat(201), 'at most 200'],
  ['aaaaaaaaaaaaaa', 'different characters'],
  ['Password2024!!', 'most common'],
  ['P@ssw0rd123456', 'most common'],
  ['123456789012', 'most common'],
  ['!!Welcome!!2025', 'most common'],
  ['Administrator1', 'most common'],
  ['olga.operator', 'your name'],
  ['OlgaOperator2024', 'your name'],
  ['olga.o@clinic.example', 'your name'],
])('%s is refused', (password, words) => expect(faultOfPassword(password, owner)).toContain(words));

import { expect, test } from 'vitest';
import { email } from './email';

test.each(['a@b.co', "o'neil+tag@mail.example.org", 'jos\u00e9@ex\u00e4mple.de', 'x@xn--bcher-kva.example'])(
  'reads %s',
  (text) => expect(email.parse(text, {})).toEqual({ ok: true, value: text }),
);

test.each([
  'a',
  '@b.co',
  'a@b',
  'a@@b.co',
  'a b@c.de',
  'a@-b.co',
  'a@b..co',
  'a@b.co, c@d.co',
  '<a@b.co>',
  `${'a'.repeat(65)}@b.co`,
])('refuses %s', (text) => expect(email.parse(text, {}).ok).toBe(false));

test('case does not count', () => expect(email.normalise('Ann@Example.ORG')).toBe('ann@example.org'));

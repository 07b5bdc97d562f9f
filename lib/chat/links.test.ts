import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linked } from './links';

const links = (text: string) => linked(text).flatMap(({ text: shown, href }) => (href ? [[shown, href]] : []));

test.each([
  ['See https://clinic.example/book?x=1.', 'https://clinic.example/book?x=1', 'https://clinic.example/book?x=1'],
  ['(http://clinic.example/a_(b))', 'http://clinic.example/a_(b)', 'http://clinic.example/a_(b)'],
  ['www.clinic.example, please', 'www.clinic.example', 'https://www.clinic.example/'],
  ['HTTPS://Clinic.Example/A!', 'HTTPS://Clinic.Example/A', 'https://clinic.example/A'],
  ['write mailto:desk@clinic.example?body=x', 'mailto:desk@clinic.example?body=x', 'mailto:desk@clinic.example'],
  ['call tel:+1-555-010-2200;', 'tel:+1-555-010-2200', 'tel:+1-555-010-2200'],
])('a safe address is a link: %s', (text, shown, href) => {
  expect(links(text)).toEqual([[shown, href]]);
});

test.each([
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)//https:',
  'data:text/html,<script>1</script>',
  'vbscript:x',
  'file:///etc/passwd',
  'https://clinic.example@evil.example/x',
  'https://user:pass@evil.example',
  'https://evil.example/\u202egnp.exe',
  'https://intranet',
  'https://',
  'tel:javascript',
  'mailto:nobody',
  'ftp://files.example/x',
])('what is not safe stays text: %s', (text) => {
  expect(links(text)).toEqual([]);
});

test('nothing of a text is lost or changed, and every link is of a safe kind', () => {
  const piece = fc.oneof(
    fc.string(),
    fc.webUrl({ withQueryParameters: true }),
    fc.constantFrom('javascript:', 'https://', 'www.', ')', ' ', '\n', 'mailto:a@b.example', 'tel:112'),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const text = pieces.join('');
      const parts = linked(text);
      expect(parts.map((part) => part.text).join('')).toBe(text);
      for (const { href } of parts) if (href) expect(href).toMatch(/^(https?:\/\/[^@/]+(\/|$|\?|#)|mailto:|tel:)/);
    }),
  );
});

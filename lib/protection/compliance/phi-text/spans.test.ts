import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SPAN_KINDS } from './kinds';
import { maskSpans } from './mask';
import { spansOf } from './spans';
import { warnsOf } from './warns';

const masked = (text: string) => maskSpans(text, spansOf(text));

test.each([
  ['My SSN is 123-45-6789.', 'My SSN is [SSN].'],
  ['social security number: 123456789', 'social security number: [SSN]'],
  ['it is 123 45 6789', 'it is [SSN]'],
  ['SSN 9OO? no, 900-70-1234 is my ITIN', 'SSN 9OO? no, [SSN] is my ITIN'],
  ['the last four of my social are 6789', 'the last four of my social are [SSN]'],
  ['123456789', '[SSN]'],
  ['pay with 4111 1111 1111 1111 exp 12/26', 'pay with [CARD] exp 12/26'],
  ['amex 3782-822463-10005', 'amex [CARD]'],
  ['card number 4111111111111112 was refused', 'card number [CARD] was refused'],
  ['Medicare card 1EG4-TE5-MK73', 'Medicare card [MEDICARE]'],
  ['member ID: XYZ123456789', 'member ID: [MEMBER]'],
  ['W1234567 is my subscriber id', '[MEMBER] is my subscriber id'],
  ['Blue Cross policy # is POL-789012, group no. 55512', 'Blue Cross policy # is [MEMBER], group no. [MEMBER]'],
  ['(MRN: #JCL12345)', '(MRN: #[MRN])'],
  ['patient id 445566', 'patient id [MRN]'],
  ['MRN 123-45-6789', 'MRN [MRN]'],
  ['NPI 1234567893', 'NPI [NPI]'],
  ['DEA AB1234563', 'DEA [DEA]'],
  ['call me at 5551234567', 'call me at [PHONE]'],
  ['(555) 123-4567 ext. 12 or +44 20 7946 0958', '[PHONE] or [PHONE]'],
  ['jane.doe+x@mail.example.org, please', '[EMAIL], please'],
  ['born on May 5th, 1980', 'born on [BIRTH DATE]'],
  ['DOB 5/1/80', 'DOB [BIRTH DATE]'],
  ['seen on March 15th, 2023 and 02-22-2024, again on 3/15', 'seen on [DATE] and [DATE], again on [DATE]'],
  ['she is 94 years old, her son 61', 'she is [AGE], her son 61'],
  ["John Q., 70, was at St. Luke's Hospital in Detroit, MI", '[NAME], 70, was at [PLACE] in [PLACE], MI'],
  ['Tell Elizabeth Mitchell. Thanks', 'Tell [NAME]. Thanks'],
  ['I am Doctor Kim. Nice to meet you', 'I am Doctor [NAME]. Nice to meet you'],
  ['ask Keiko Arata about keiko', 'ask [NAME] about [NAME]'],
  ['hi , brian . how are you', 'hi , [NAME] . how are you'],
  ['pacemaker serial number PJN123456S', 'pacemaker serial number [DEVICE]'],
  ['Employee ID 445566', 'Employee ID [ID]'],
  ['reach my daughter on 713-555-0123', 'reach my daughter on [PHONE]'],
  ['I live at 12 Main St Apt 4, Springfield, IL 62701', 'I live at [ADDRESS]'],
  ['send it to PO Box 123', 'send it to [ADDRESS]'],
  ['my name is jane doe and I hurt', 'my name is [NAME] and I hurt'],
  ["I'm Jane Doe, Dr. Müller knows me", "I'm [NAME], Dr. [NAME] knows me"],
  ['from 203.0.113.7 and 2001:db8::1', 'from [IP] and [IP]'],
  ['see https://example.com/a?b=c.', 'see [URL].'],
  ['VIN 1M8GDM9AXKP042788, plate ABC 1234', 'VIN [VEHICLE], plate [VEHICLE]'],
  ["driver's license D1234567", "driver's license [LICENCE]"],
  ['GB82 WEST 1234 5698 7654 32 or account 00123456', '[ACCOUNT] or account [ACCOUNT]'],
])('%s', (text, expected) => {
  expect(masked(text)).toBe(expected);
});

test.each([
  ['zed123-45-6789@x.org', '[EMAIL][SSN][EMAIL]'],
  ['SSN123-45-6789x', 'SSN[SSN]x'],
  ['ssn123456789abc', 'ssn[SSN]abc'],
  ['my_123-45-6789_number', 'my_[SSN]_number'],
  ['a123 45 6789z', 'a[SSN]z'],
  ['123456789x is my ssn', '[SSN]x is my ssn'],
  ['pay4111111111111111now', 'pay[CARD]now'],
  ['x4111-1111-1111-1111x', 'x[CARD]x'],
  ['at713-555-0123please', 'at[PHONE]please'],
  ['b7135550123c', 'b[PHONE]c'],
  ['x+442079460958x', 'x[PHONE]x'],
  ['x555-1234x', 'x[PHONE]x'],
  ['card1EG4-TE5-MK73x', 'card[MEDICARE]x'],
  ['AB1234563x', '[DEA]x'],
  ['xxGB82WEST12345698765432', 'xx[ACCOUNT]'],
  ['npi1234567893x', 'npi[NPI]x'],
  ['seen2023-03-15x', 'seen[DATE]x'],
  ['seen03/15/2023x', 'seen[DATE]x'],
])('letters beside a number of seven digits or more do not protect it: %s', (text, expected) => {
  expect(masked(text)).toBe(expected);
});

test.each(['abc12', 'abc12x', 'room12b', 'v1.2.23x', 'covid19', 'model X12345', 'HbA1c7', 'order123-45-6789'])(
  'a short number between letters, or one that is called otherwise, stays: %s',
  (text) => {
    expect(masked(text)).toBe(text);
  },
);

describe('what only looks alike stays', () => {
  test.each([
    'My order number is 123-45-6789',
    'tracking 9400 1112 0255 5842 3312 42',
    'order #4111111111111111',
    'ticket 555-123-4567',
    'version 1.2.3.4 and v10.0.0.1',
    'It cost $1,234.56 at 10:30:45',
    'I have had this since 2019. He is 45 years old, temp 98.6, weight 92 kg',
    'BP 120/80, 3/7 hx of cough, pain 8/10, 1/2 tablet',
    'may 5 of us come? I will march 4 miles',
    'my policy since 2019 covers 12 days',
    'Is a policy number required? Which member ID do you need?',
    '5 minutes down the road',
    'take 5 mg twice; I am Sorry to hear that',
    '000-12-3456, 666-12-3456, 123-00-4567, 123-45-0000',
    'I am diabetic. My name is not on the list',
    'std::vector and 12::',
    'pages 100-200, room 1234, 1234567890',
    'Vitamin D. Hepatitis B.',
    'Will do. May I ask? Please Mark it as urgent. Grace period. Hope so!',
    "Hi there, I'm fine. We're open on Monday, and I'll call you. Mm-hmm. Ohh.",
    "I take Lipitor, Tylenol, Lisinopril and Seroxat for Crohn's disease and Parkinson's",
    'Lyme disease, Babinski sign, Hodgkin lymphoma, Gleason score, COVID, HbA1c, EtOH, PMHx',
    'Medical Center. Urgent Care. The Hospital in the United States',
    'Suprapubic pain. Musculoskeletal: normal. Afebrile.',
  ])('%s', (text) => {
    expect(masked(text)).toBe(text);
  });
});

test('other scripts, styled digits, odd spaces and dashes hide nothing, and offsets are those of the text as given', () => {
  const disguised = [
    '１２３-４５-６７８９',
    '123\u201145\u20116789',
    '123\u00a045\u00a06789',
    '1\u200b23-4\u00ad5-67\u206089',
    '١٢٣-٤٥-٦٧٨٩',
    '𝟏𝟐𝟑-𝟒𝟓-𝟔𝟕𝟖𝟗',
  ];
  for (const ssn of disguised) {
    expect(spansOf(`😀 SSN: ${ssn}!`)).toEqual([{ start: 8, end: 8 + ssn.length, kind: 'ssn' }]);
  }
});

test('spans are ordered, apart, inside the text and never empty, whatever the text', () => {
  const pieces = fc.constantFrom(
    ...[
      'SSN ',
      '123-45-6789',
      '4111111111111111',
      'member id ',
      'my name is ',
      'Jane ',
      '12 Main St',
      '@',
      'a.com',
      ' ',
    ],
    ...['\u200b', '１', '\ud83d\ude00', '\ud83d', '+1', '(555) ', 'DOB ', '1/2/80', '::', 'MRN', '\n', ', '],
  );
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(pieces).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(texts, (text) => {
      let at = 0;
      for (const { start, end } of spansOf(text)) {
        expect(start).toBeGreaterThanOrEqual(at);
        expect(end).toBeGreaterThan(start);
        at = end;
      }
      expect(at).toBeLessThanOrEqual(text.length);
    }),
  );
});

test("the organisation's own name and numbers stay, however they are written, and nobody else's", () => {
  const known = ['Lakeside Family Clinic', '+1 (713) 555-0199', 'front@lakeside.example'];
  const text = 'Lakeside Family Clinic, 713.555.0199 or front@lakeside.example; my cell is 713-555-0123, Jane Doe';
  expect(maskSpans(text, spansOf(text, known))).toBe(
    'Lakeside Family Clinic, 713.555.0199 or front@lakeside.example; my cell is [PHONE], [NAME]',
  );
});

test('a masked text holds nothing of its spans', () => {
  expect(maskSpans('a 123-45-6789 b', [{ start: 2, end: 13, kind: 'ssn' }])).toBe('a [SSN] b');
  expect(maskSpans('', [])).toBe('');
});

test('the widget warns of exactly the kinds that warn, where all of spansOf would find them', () => {
  const text =
    'SSN 123-45-6789, card 4111 1111 1111 1111, 1EG4-TE5-MK73, MRN 445566, member id X123456, jane@example.org, NPI 1234567893';
  const warning = spansOf(text).filter(({ kind }) => SPAN_KINDS[kind].warns);
  expect(warnsOf(text)).toEqual(warning);
  expect(new Set(warning.map(({ kind }) => kind))).toEqual(
    new Set(Object.entries(SPAN_KINDS).flatMap(([kind, { warns }]) => (warns ? [kind] : []))),
  );
});

import { PDFDocument } from '@cantoo/pdf-lib';
import { describe, expect, test } from 'vitest';
import { AGREEMENT_KINDS, type AgreementKind } from '../kinds';
import { textOf } from '../testing/pdf-text';
import { withCertificate } from './certificate';
import { NOT_LEGAL_ADVICE, type Template, type TemplateInput, templateOf } from './clauses';
import { ELEMENTS, tickOff } from './elements';
import { templatePdf as pdfOf } from './pdf';

const input = (given: Partial<TemplateInput> = {}): TemplateInput => ({
  organisation: 'Clinic of the East',
  party: 'Lists Inc.',
  contactName: 'Lena List',
  contactEmail: 'lena@lists.example',
  kind: 'business_associate',
  startsOn: '2026-01-01',
  endsOn: '2026-12-31',
  renewal: 'By a year, in writing',
  services: ['Mailing list at https://lists.example', 'the mail relay'],
  ...given,
});

const AT = new Date('2026-01-01T10:00:00.123Z');
const templatePdf = (template: Template) => pdfOf(template, AT);
const KINDS = Object.keys(AGREEMENT_KINDS) as AgreementKind[];

describe('the template', () => {
  test('has each element of 45 CFR 164.504(e)(2) as a clause of its own, whoever the other party is', () => {
    expect(ELEMENTS.map(({ citation }) => citation)).toEqual([
      '164.504(e)(2)(i)',
      ...[...'ABCDEFGHIJ'].map((letter) => `164.504(e)(2)(ii)(${letter})`),
      '164.504(e)(2)(iii)',
    ]);
    for (const kind of KINDS) {
      const ticked = tickOff(templateOf(input({ kind })).clauses).map(({ clause }) => clause);
      expect(ticked).not.toContain(null);
      expect(new Set(ticked).size).toBe(ELEMENTS.length);
    }
  });

  test.each(ELEMENTS.map(({ clause }) => clause))('is not ticked off for %s when its clause does not say it', (id) => {
    const { clauses } = templateOf(input());
    const unticked = (changed: typeof clauses) => tickOff(changed).filter(({ clause }) => clause === null);
    expect(unticked(clauses.filter((clause) => clause.id !== id))).toHaveLength(1);
    const emptied = clauses.map((clause) => (clause.id === id ? { ...clause, text: 'Both will be careful.' } : clause));
    expect(unticked(emptied)).toHaveLength(1);
  });

  test('names both parties by their part, the services, and the days', () => {
    const words = (kind: AgreementKind) => JSON.stringify(templateOf(input({ kind })));
    expect(words('business_associate')).toMatch(
      /Clinic of the East \(“Covered Entity”\).*Lists Inc\. \(“Business Associate”\)/,
    );
    expect(words('subcontractor')).toMatch(
      /Clinic of the East \(“Business Associate”\).*Lists Inc\. \(“Subcontractor”\)/,
    );
    expect(words('covered_entity')).toMatch(
      /Clinic of the East \(“Business Associate”\).*Lists Inc\. \(“Covered Entity”\)/,
    );
    for (const word of [
      'Mailing list at https://lists.example; the mail relay',
      '2026-01-01',
      '2026-12-31',
      'By a year',
    ]) {
      expect(words('business_associate')).toContain(word);
    }
  });

  test('as a PDF has the same words, its title, and on every page its number and that it is no legal advice', async () => {
    const template = templateOf(input());
    const bytes = await templatePdf(template);
    const pages = await textOf(bytes);
    const whole = pages.join(' ').replace(/\s+/g, ' ');
    for (const { title } of template.clauses) expect(whole).toContain(title);
    expect(whole).toContain('return or destroy all PHI received from');
    expect(pages.length).toBeGreaterThan(1);
    for (const [n, page] of pages.entries()) {
      expect(page).toContain(NOT_LEGAL_ADVICE);
      expect(page).toContain(`Page ${n + 1} of ${pages.length}`);
    }
    expect((await PDFDocument.load(bytes)).getTitle()).toBe('Business Associate Agreement');
  });

  test('gives the same bytes for the same words and second, and others for other words', async () => {
    const bytes = await templatePdf(templateOf(input()));
    expect(await templatePdf(templateOf(input()))).toEqual(bytes);
    expect(await templatePdf(templateOf(input({ organisation: 'Another' })))).not.toEqual(bytes);
  });

  test('sets the longest names and words within the page, and says which letters it cannot set', async () => {
    const long = 'x'.repeat(200);
    const pages = await textOf(await templatePdf(templateOf(input({ party: long, services: [long, long] }))));
    expect(pages.join('').replace(/\s/g, '')).toContain(long);
    await expect(templatePdf(templateOf(input({ party: '診療所' })))).rejects.toMatchObject({ reason: 'LETTERS' });
    expect((await textOf(await templatePdf(templateOf(input({ party: 'Müller & Søn – “A”' }))))).join('')).toContain(
      'Müller & Søn',
    );
  });
});

test('a certificate names both signers, their titles and times, the hash and the entry, on a page of its own', async () => {
  const document = await templatePdf(templateOf(input()));
  const before = await textOf(document);
  const signed = await withCertificate(document, {
    documentName: 'agreement.pdf',
    sha256: 'ab'.repeat(32),
    ours: { organisation: 'Clinic', name: 'Ada Admin', title: 'Head', at: new Date('2026-01-01T10:00:00Z') },
    theirs: { organisation: 'Lists Inc.', name: 'Lena List', title: 'CEO', at: new Date('2026-01-02T11:30:15Z') },
    entryId: '7021',
    signingId: '7020',
  });
  const pages = await textOf(signed);
  expect(pages.slice(0, -1)).toEqual(before);
  const certificate = pages.at(-1)?.replace(/\s+/g, ' ');
  for (const words of [
    'Ada Admin',
    'Head',
    '2026-01-01 10:00:00 UTC',
    'Lena List',
    'CEO',
    '2026-01-02 11:30:15 UTC',
    'ab'.repeat(32),
    '7021',
    'agreement.pdf',
  ]) {
    expect(certificate).toContain(words);
  }
});

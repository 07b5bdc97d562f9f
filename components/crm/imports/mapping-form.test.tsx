import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test, vi } from 'vitest';
import type { FileFindings } from '@/lib/crm/imports/file/format';
import { ImportWizard } from './import-wizard';

vi.mock('next/navigation', () => ({ useRouter: () => ({}) }));

const reference = { module: 'Contacts', importId: '1' };

function shown(found: Partial<FileFindings>): string {
  const whole: FileFindings = { rows: 1, columns: 1, headerRow: 1, notes: [], ...found };
  const format = { kind: 'csv', encoding: 'utf-8', separator: ',', relaxedQuotes: false } as const;
  return renderToStaticMarkup(
    <ImportWizard
      found={{ reference, format, found: whole, sheets: [] }}
      mapping={{
        reference,
        singular: 'Contact',
        plural: 'Contacts',
        headers: ['Description'],
        fields: [],
        proposed: {},
        choices: {},
        remembered: false,
        mayCustomise: false,
        duplicates: { by: null, action: 'create' },
        hasRecords: false,
        before: null,
        unread: [],
        mayEdit: true,
        checkId: null,
      }}
    />,
  );
}

const isHeld = (html: string) => /<button[^>]* disabled=""[^>]*>(?:<[^>]*>)*Preview/.test(html);

test('while nobody said whether apostrophes are part of the text, it is asked, counted as a question, and holds the preview', () => {
  const asked = shown({ guarded: 2, asksApostrophes: true });
  for (const text of ['Take them off: a program put them there', 'Keep them: they are part of the text'])
    expect(asked).toContain(text);
  expect(asked).toContain('The file has a question to answer, above.');
  expect(asked).toContain('Answer the question about the file first.');
  expect(asked).not.toContain('No column has a question.');
  expect(isHeld(asked)).toBe(true);
});

test('once it was said, it can be chosen otherwise and holds nothing', () => {
  const kept = shown({ guarded: 2 });
  expect(kept).toContain('Kept: it is part of the text');
  expect(kept).not.toContain('Take them off');
  expect(kept).not.toContain('about the file first');
  expect(isHeld(kept)).toBe(false);
});

test('bytes of another encoding are a question of the file beside it', () => {
  const html = shown({ guarded: 2, asksApostrophes: true, stray: { count: 1, first: [2] } });
  expect(html).toContain('The file has 2 questions to answer, above.');
  expect(html).toContain('Answer the 2 questions about the file first.');
  expect(isHeld(html)).toBe(true);
});

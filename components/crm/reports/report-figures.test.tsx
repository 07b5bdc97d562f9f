/** Whatever a report draws, all its figures are in a table of words, with the ways to its records. */
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import type { Figures, FiguresChart } from '@/lib/platform/figures';
import type { ShownReport } from '@/lib/ways-in/http/reports';
import { ReportFigures } from './report-figures';

const count = (value: number | null, words: string) => ({ value, words });
const LINES: Figures = {
  by: 'Stage',
  across: null,
  measures: ['Deals', 'Sum of Amount'],
  lines: [
    {
      key: '=a',
      label: 'Qualification',
      href: '/m/Deals?a',
      cells: [],
      figures: [count(2, '2'), count(1500, '$1,500')],
    },
    { key: '=b', label: 'Closed Won', href: '/m/Deals?b', cells: [], figures: [count(1, '1'), count(-5, '-$5')] },
    { key: '-', label: 'None', cells: [], figures: [count(null, 'fewer than 5'), count(null, '–')] },
  ],
  total: [count(3, '3'), count(1495, '$1,495')],
  rowsLookedAt: 3,
  cut: '7 lines are left out; the totals hold them.',
};
const MATRIX: Figures = {
  ...LINES,
  across: { by: 'Type', columns: [{ key: '=n', label: 'New Business' }] },
  lines: LINES.lines.map((line, n) => ({
    ...line,
    cells: [{ figures: [count(n, `cell ${n}`), count(n, `sum ${n}`)], href: `/m/Deals?cell=${n}` }],
  })),
};

function drawn(figures: Figures, kind: FiguresChart, measure = 0): string {
  const head = { key: 'x', name: 'Worth by stage', words: '', folder: '' };
  const report: ShownReport = { ...head, chart: { kind, measure }, saved: null, answer: { page: figures } };
  return renderToStaticMarkup(<ReportFigures report={report} />);
}

/** What a screen reader comes to: the table and what stands below it. */
const heard = (html: string) => html.slice(html.indexOf('<table'));

test.each(['none', 'bars', 'line', 'donut', 'funnel'] as const)(
  'drawn as %s, every figure stands in the table',
  (kind) => {
    const html = drawn(LINES, kind, 1);
    for (const words of [
      'Qualification',
      '$1,500',
      'fewer than 5',
      '$1,495',
      '3 rows looked at',
      '7 lines are left out',
    ]) {
      expect(heard(html)).toContain(words);
    }
    expect(heard(html)).toContain('href="/m/Deals?a"');
    // What is for the eye alone holds nothing that the keyboard comes to.
    const picture = html.slice(0, html.indexOf('<table'));
    expect(picture.includes('aria-hidden="true"')).toBe(kind !== 'none');
    expect(picture.match(/<a /g)?.length ?? 0).toBe(picture.match(/tabindex="-1"/g)?.length ?? 0);
  },
);

test('a matrix leads from each cell, and a heat map colours those of the figure that it is made of', () => {
  const plain = drawn(MATRIX, 'bars');
  expect(plain).toContain('cell 2');
  expect(plain).not.toContain('color-mix');
  const heat = drawn(MATRIX, 'heat', 1);
  expect(heat).toContain('sum 2');
  expect(heat).toContain('/m/Deals?cell=2');
  expect(heat.match(/color-mix/g)).toHaveLength(2);
});

test('what is below nothing, and what is not told, has no bar', () => {
  const html = drawn(LINES, 'bars', 1);
  expect(html).toContain('width:100%');
  expect(html.match(/width:0%/g)).toHaveLength(2);
});

test('a report of nothing says so, and one that cannot be made says why', () => {
  expect(drawn({ ...LINES, rowsLookedAt: 0 }, 'bars')).toContain('Nothing to count yet');
  expect(drawn({ ...LINES, rowsLookedAt: null }, 'bars')).toContain('told by ranges');
});

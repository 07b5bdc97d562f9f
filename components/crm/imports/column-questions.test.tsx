import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import type { ColumnLook } from '@/lib/crm/imports/columns/look';
import { ColumnQuestions } from './column-questions';

const answers = [
  { value: 'dmy', label: 'Day, month, year', leavesOut: { count: 0, first: [] } },
  { value: 'mdy', label: 'Month, day, year', leavesOut: { count: 0, first: [] } },
];
const samples = {
  dmy: [{ before: '1/2/1950', after: '1 February 1950' }],
  mdy: [{ before: '1/2/1950', after: '2 January 1950' }],
};

function shown(about: { answer: string | null; lastTime: string | null }): string {
  const question: ColumnLook['questions'][number] = { asks: 'dates', text: 'Which one?', answers, samples, ...about };
  return renderToStaticMarkup(
    <ColumnQuestions name="Born" questions={[question]} reading={{ dates: 'dmy' }} onAnswer={() => {}} />,
  );
}

const chosen = (html: string) => html.match(/aria-checked="true"|checked=""/g) ?? [];

test('a column read as last time says so, with its values by each answer, and can be answered otherwise', () => {
  const html = shown({ answer: 'dmy', lastTime: 'Day, month, year' });
  expect(html).toContain('Read as last time: Day, month, year.');
  for (const text of ['1 February 1950', '2 January 1950', 'Month, day, year']) expect(html).toContain(text);
  expect(chosen(html)).toHaveLength(1);
});

test('where last time’s answer does not fit every row nothing is chosen', () => {
  const html = shown({ answer: null, lastTime: 'Day, month, year' });
  expect(html).toContain('Last time: Day, month, year. That does not fit every row of this file.');
  expect(chosen(html)).toHaveLength(0);
});

test('of times without an offset any time zone may be chosen, of other columns none', () => {
  const zone: ColumnLook['questions'][number] = {
    asks: 'zone',
    text: 'Whose clock?',
    answers: [{ value: 'UTC', label: 'UTC', leavesOut: { count: 0, first: [] } }],
    samples: {},
    answer: null,
    lastTime: null,
  };
  const html = renderToStaticMarkup(<ColumnQuestions name="At" questions={[zone]} reading={{}} onAnswer={() => {}} />);
  expect(html).toContain('Another time zone');
  expect(shown({ answer: null, lastTime: null })).not.toContain('Another time zone');
});

test('an answer of this file is not called last time’s', () => {
  expect(shown({ answer: 'dmy', lastTime: null })).not.toMatch(/last time/i);
});

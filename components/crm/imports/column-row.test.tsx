import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { ColumnRow } from './column-row';

const note = '2 rows have amounts in EUR. Revenue is in USD, so they are not read.';

test('what is said of a column stands in sight, not in what has to be opened', () => {
  const look = { column: 0, filled: 2, samples: [], questions: [], notes: [note], looksLike: null, bad: [] };
  const html = renderToStaticMarkup(
    <ColumnRow
      name="Revenue"
      options={[]}
      field={undefined}
      target=""
      look={{ ...look, newOptions: [], proposed: null }}
      choice={{ reading: {}, bad: 'refuse' }}
      makeField={null}
      onTarget={() => {}}
      onChoice={() => {}}
      onAnswer={() => {}}
      onAddOptions={() => {}}
    />,
  );
  expect(html.split('<details')[0]).toContain(note);
  expect(html.split(note)).toHaveLength(2);
});

import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { TableCell } from '@/components/ui/table';
import { SetupList } from './setup-list';

const list = (rows: readonly { id: string; name: string }[]) =>
  renderToStaticMarkup(
    <SetupList
      id="things"
      title="Things"
      addLabel="New thing"
      onAdd={() => {}}
      empty={{ icon: null, title: 'No thing yet', text: 'Add one.' }}
      rows={rows}
      columns={['Name', { heading: 'Longest', align: 'right' }]}
      lastColumn="Actions"
      cells={({ name }) => <TableCell>{name}</TableCell>}
    />,
  );

test('what there is none of is said, with the one button that adds to it', () => {
  const html = list([]);
  expect(html).toContain('No thing yet');
  expect(html).not.toContain('<table');
  expect(html.match(/New thing/g)).toHaveLength(1);
});

test('what there is stands in a table named as the card, and the button to add stands once above it', () => {
  const html = list([{ id: '1', name: 'One' }]);
  expect(html).not.toContain('No thing yet');
  expect(html).toContain('aria-label="Things"');
  expect(html.match(/New thing/g)).toHaveLength(1);
  expect(html.indexOf('New thing')).toBeLessThan(html.indexOf('<table'));
  expect(html).toContain('One');
});

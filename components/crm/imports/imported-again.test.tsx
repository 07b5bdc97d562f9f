import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { ImportedAgain } from './imported-again';

const before = { at: '2026-03-01T10:00:00.000Z', records: 12, runs: false };
const shown = (action: 'skip' | 'create' | null, of: typeof before | null = before) =>
  renderToStaticMarkup(<ImportedAgain before={of} action={action} again={false} onAgain={() => {}} />);

test('of a file imported before it is told how many records are here, and a tick is asked for where they would be made twice', () => {
  expect(shown('create')).toContain('12 records it made are here. Importing it again makes them a second time.');
  expect(shown('create')).toContain('type="checkbox"');
  for (const action of ['skip', null] as const) {
    expect(shown(action)).toContain('12 records it made are here.');
    expect(shown(action)).not.toContain('type="checkbox"');
  }
});

test('of a file that was not imported before nothing is said', () => {
  expect(shown('create', null)).toBe('');
});

import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import type { DuplicateKey, WhatOfDuplicates } from './duplicate-keys';
import { DuplicatesCard } from './duplicates-card';

const key = (value: string, label: string, marked = false): DuplicateKey => ({
  value,
  label,
  sure: false,
  telling: true,
  marked,
});

function shown(value: WhatOfDuplicates, lacking: string[] = []): string {
  return renderToStaticMarkup(
    <DuplicatesCard
      singular="Contact"
      plural="Contacts"
      keys={[key('Email', 'Email'), key('Last_Name', 'Last Name')]}
      value={value}
      mayEdit
      known={{ count: { rows: 3, known: 1, shared: 1, whole: true }, pending: false }}
      lacking={lacking}
      onCount={null}
      before={null}
      again={false}
      onAgain={() => {}}
      onChange={() => {}}
    />,
  );
}

test('what rows share and records have is said of all that must be the same, not of the first field alone', () => {
  const html = shown({ by: 'Email', and: ['Last_Name'], action: 'skip' });
  expect(html).toContain('1 of 3 rows has the Email and Last Name of a contact that is here.');
  expect(html).toContain('1 row has the Email and Last Name of another row of this file');
  expect(shown({ by: 'Email', action: 'skip' })).toContain('1 of 3 rows has the Email of a contact');
});

test('where records are overwritten and a required field has no column, it is said that a row without a record is refused', () => {
  const said = 'No column fills Last Name, required of a new contact.';
  expect(shown({ by: 'Email', action: 'overwrite' }, ['Last Name'])).toContain(said);
  expect(shown({ by: 'Email', action: 'skip' }, ['Last Name'])).not.toContain(said);
  expect(shown({ by: 'Email', action: 'overwrite' })).not.toContain('No column fills');
});

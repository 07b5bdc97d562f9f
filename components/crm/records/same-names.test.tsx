import { AppRouterContext, type AppRouterInstance } from 'next/dist/shared/lib/app-router-context.shared-runtime';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import type { Duplicates } from '@/lib/crm/records/merge/find';
import { GroupCard } from './duplicates/group-card';
import { DuplicateList } from './merge/duplicate-list';
import { sameNames } from './same-names';

const record = (id: string, name: string) => ({
  id,
  name,
  version: 1,
  changeable: true,
  href: `/m/Contacts/${id}`,
  ownerName: 'Olga',
  createdAt: '2027-01-01T00:00:00Z',
  same: ['Email'],
});
const RECORDS = [record('900000111111', 'Doe'), record('900000222222', 'Doe'), record('900000333333', 'Roe')];
const module = { apiName: 'Contacts', singular: 'Contact', plural: 'Contacts' } as never;

function expectApart(html: string) {
  expect(html).toContain('ends in 111111');
  expect(html).toContain('ends in 222222');
  expect(html).not.toContain('333333</span>');
}

test('of records of one name the end of the id tells which is which, wherever duplicates are listed and chosen', () => {
  const group = { records: RECORDS, values: {} };
  const groups = renderToStaticMarkup(
    <AppRouterContext.Provider value={{} as AppRouterInstance}>
      <GroupCard
        module={module}
        fields={[]}
        group={group as never}
        names={{} as never}
        twice={sameNames(RECORDS)}
        apart={false}
        timeZone="UTC"
      />
    </AppRouterContext.Provider>,
  );
  expectApart(groups);
  expect(groups).toContain('aria-label="Merge Doe, ends in 111111, Doe, ends in 222222, Roe"');
  const list = renderToStaticMarkup(
    <DuplicateList recordId="1" found={{ module, duplicates: RECORDS } as unknown as Duplicates} />,
  );
  expectApart(list);
  expect(list).toContain('aria-label="Choose Doe, ends in 222222"');
  expect(list).toContain('aria-label="Choose Roe"');
});

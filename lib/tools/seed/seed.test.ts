import { expect, test } from 'vitest';
import { ownerSql } from '@/lib/tools/testing/database';
import { demoBrandKey } from '@/lib/ways-in/widget/demo-brand';
import { readFixture } from './fixtures';
import { seed } from './main';

test('makes the demo org once: 113 patients whose marked identifiers stand nowhere in the database', async () => {
  expect(await seed('demo', { demoPassword: 'correct horse battery' })).toMatchObject({ created: true });
  expect(await seed('demo', {})).toEqual({ created: false, lines: [] });
  expect(await demoBrandKey()).toMatch(/^\d+-\d+$/);
  const sql = ownerSql();
  // Nobody of a demo is asked for a second factor.
  const [asked] = await sql`select value from settings where key = 'second_factor'`;
  expect(asked?.value).toMatchObject({ others: 'nobody', profiles: {} });
  const [count] = await sql`
    select count(*)::int as patients from records r join modules m on m.id = r.module_id where m.api_name = 'Contacts'`;
  expect(count?.patients).toBe(113);
  const dump: string[] = [];
  const tables =
    await sql`select c.relname from pg_class c where relnamespace = 'public'::regnamespace and relkind = 'r'`;
  for (const { relname } of tables) {
    const rows = await sql`select t::text as text from ${sql(relname)} t`;
    dump.push(...rows.map((row) => row.text as string));
  }
  const text = dump.join('\n');
  expect(text).toContain('Yundt842');
  for (const patient of readFixture('patients')) {
    for (const secret of [patient.ssn, patient.phone, patient.birth_date, patient.drivers_license, patient.mrn]) {
      if (secret) expect(text.includes(secret)).toBe(false);
    }
  }
});

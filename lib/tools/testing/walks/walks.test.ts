/** Lists read page by page while others write: whole, and nothing twice. */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Id } from '@/lib/platform/ids';
import { PAGED_LISTS } from '@/lib/platform/paging/page-token';
import { sourceFiles } from '@/lib/tools/dev/import-graph';
import type { Endpoint } from '@/lib/ways-in/api/endpoint';
import { ENDPOINTS } from '@/lib/ways-in/api/endpoints';
import { jsonSchema } from '@/lib/ways-in/api/json-schema';
import { makeOrg } from '../make-org';
import { NO_LIST, QUERIES } from './queries';
import { WALKS } from './table';
import { LISTS_BY_ID } from './walk';

const LISTS = [...PAGED_LISTS, ...LISTS_BY_ID] as const;

describe('a walk gives each record that was there throughout exactly once, while others rename, move, delete and add', () => {
  test.each(LISTS)('%s', async (list) => {
    const org = await makeOrg();
    const walk = await WALKS[list](org);
    const seen: Id[] = [];
    const left = new Set<Id>();
    let next: string | null = null;
    let pages = 0;
    do {
      const page = await walk.read(next);
      seen.push(...page.ids);
      for (const id of await walk.meanwhile(page, pages)) left.add(id);
      next = page.next;
      pages += 1;
    } while (next !== null && pages < 50);
    expect(pages).toBeGreaterThan(2);
    expect(pages).toBeLessThan(50);
    const throughout = walk.ids.filter((id) => !left.has(id));
    const times = throughout.map((id) => [id, seen.filter((one) => one === id).length]);
    expect(times.filter(([, count]) => count !== 1)).toEqual([]);
    expect(throughout.length).toBeGreaterThan(10);
  });
});

describe('a list that is added must be walked here', () => {
  let sources: { file: string; text: string }[];
  beforeAll(() => {
    sources = sourceFiles(['lib'])
      .filter((file) => !/\.test\.ts$|^lib\/tools\/|\/testing\//.test(file))
      .map((file) => ({ file, text: readFileSync(file, 'utf8') }));
  });

  test('every call of the REST door that takes a page or a page token is a list of the table', () => {
    const taken = ({ query, body }: Endpoint): string[] => {
      const schemas = [query, typeof body === 'object' ? body.schema : undefined].filter((one) => one !== undefined);
      return schemas.flatMap((schema) => Object.keys(jsonSchema(schema).properties ?? {}));
    };
    const paged = ENDPOINTS.filter((one) => taken(one).some((name) => name === 'page' || name === 'page_token'));
    expect(paged.map(({ method, path }) => `${method} ${path}`).sort()).toEqual([
      'get /crm/v8/Notes',
      'get /crm/v8/users',
      'get /crm/v8/{module}',
      'get /crm/v8/{module}/deleted',
      'get /crm/v8/{module}/search',
      'get /crm/v8/{module}/{id}/Attachments',
      'get /crm/v8/{module}/{id}/Notes',
      'get /crm/v8/{module}/{id}/__timeline',
      'get /salesiq/v2/{portal}/conversations',
      'get /salesiq/v2/{portal}/conversations/{conversationId}/messages',
      'post /crm/v8/{module}/search',
    ]);
    expect(paged.filter((one) => !taken(one).includes('page_token'))).toEqual([]);
  });

  test('every query that reads a part of its rows belongs to a list of the table, or says why it is none', () => {
    const parts = sources.filter(({ text }) => /limit \$\{|offset \$\{|\.limit\(/.test(text)).map(({ file }) => file);
    expect(parts.sort()).toEqual(Object.keys(QUERIES).sort());
    const known = new Set<string>([...LISTS, ...Object.keys(NO_LIST)]);
    expect(
      Object.values(QUERIES)
        .flat()
        .filter((name) => !known.has(name)),
    ).toEqual([]);
  });
});

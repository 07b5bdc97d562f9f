import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import type { ReferenceCall } from '@/lib/ways-in/api/reference';
import { ApiReference } from './api-reference';
import { TryCall } from './try-call';

const call: ReferenceCall = {
  id: 'getModuleId',
  method: 'GET',
  path: '/crm/v8/{module}/{id}',
  summary: 'Get one record',
  description: '',
  scopes: ['ZohoCRM.modules.READ'],
  parameters: [{ name: 'module', in: 'path', required: true, description: '', type: 'string', example: 'Contacts' }],
  body: null,
  answers: [{ status: '200', description: 'Record List', sketch: '{}' }],
  samples: [{ lang: 'Shell', label: 'curl', source: 'curl "$BASE/crm/v8/Contacts"' }],
};

test('tells how to get a token, the scopes, and each call under its tag', () => {
  const groups = [{ name: 'Records', description: 'Of a module', calls: [call] }];
  const html = renderToStaticMarkup(<ApiReference reference={{ groups, scopes: call.scopes }} />);
  for (const text of ['/oauth/v2/token', 'ZohoCRM.modules.READ', 'Access token', call.path, 'href="#records"']) {
    expect(html).toContain(text);
  }
});

test('the form begins with the example, and sends nothing without a token', () => {
  const html = renderToStaticMarkup(<TryCall call={call} />);
  expect(html).toContain('value="Contacts"');
  expect(html).toMatch(/<button[^>]*type="submit"[^>]*disabled=""/);
});

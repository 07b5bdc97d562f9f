import { unstable_getResponseFromNextConfig as answerOf } from 'next/experimental/testing/server';
import { expect, test } from 'vitest';
import nextConfig from '@/next.config.js';

const headersOf = async (path: string) => (await answerOf({ url: `http://localhost:3000${path}`, nextConfig })).headers;

test('only the script of the snippet may stand on other sites', async () => {
  const script = await headersOf('/widget.js');
  expect(script.get('cross-origin-resource-policy')).toBe('cross-origin');
  expect(script.get('cache-control')).toMatch(/^public, max-age=\d{3},/);
  expect(script.get('x-content-type-options')).toBe('nosniff');
  for (const path of ['/widget-frame.js', '/widget-text-es.js']) {
    expect((await headersOf(path)).get('cross-origin-resource-policy'), path).toBe('same-origin');
  }
  expect((await headersOf('/widget/frame')).get('cross-origin-resource-policy')).toBeNull();
});

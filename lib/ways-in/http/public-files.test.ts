import { expect, test } from 'vitest';
import { EXCEPTIONS, headersAt } from './answer-headers';

const policyAt = (path: string) => {
  const { missing, always } = headersAt(path, true);
  return { ...missing, ...always };
};

test('only the script of the snippet may stand on other sites, and only the frame may be framed', () => {
  expect(policyAt('/widget.js')).toMatchObject({
    'cross-origin-resource-policy': 'cross-origin',
    'cache-control': expect.stringMatching(/^public, max-age=\d{3},/),
    'x-content-type-options': 'nosniff',
  });
  for (const path of ['/widget-frame.js', '/widget-text-es.js', '/widget/frame', '/widget.js.map', '/m/Contacts']) {
    expect(policyAt(path)['cross-origin-resource-policy'], path).toBe('same-origin');
  }
  expect(policyAt('/widget/frame')).not.toHaveProperty('x-frame-options');
  expect(policyAt('/widget/frames')['x-frame-options']).toBe('DENY');
});

test('what is no page of ours loads, runs and sends nothing, and takes no address for its base', () => {
  for (const path of ['/api/health', '/crm/v8/Contacts', '/widget.js', '/nothing-here']) {
    const policy = policyAt(path)['content-security-policy']?.split('; ');
    expect(policy, path).toEqual([
      "default-src 'none'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      'sandbox',
    ]);
  }
});

test('what differs from the headers of every answer is named, each with its reason', () => {
  expect(EXCEPTIONS.map(({ path }) => path.source)).toEqual([
    '^\\/widget\\.js$',
    '^\\/widget-(frame|text-\\w\\w)\\.js$',
    '^\\/widget\\/frame$',
  ]);
  expect(EXCEPTIONS.every(({ why }) => why.length > 20)).toBe(true);
});

import { unstable_doesMiddlewareMatch as isProxied } from 'next/experimental/testing/server';
import { NextRequest } from 'next/server';
import { afterEach, expect, test, vi } from 'vitest';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

async function headersOf(address = 'http://localhost:3000'): Promise<Headers> {
  vi.stubEnv('NEXTAUTH_URL', address);
  vi.resetModules();
  const { proxy } = await import('@/proxy');
  return proxy(new NextRequest(`${address}/m/Contacts`)).headers;
}

const policyOf = (headers: Headers): string => headers.get('content-security-policy') ?? '';
const nonceOf = (headers: Headers): string | undefined => /'nonce-([^']+)'/.exec(policyOf(headers))?.[1];

test('scripts run with the nonce of this one answer only', async () => {
  const [first, second] = [await headersOf(), await headersOf()];
  const scripts = /script-src ([^;]*)/.exec(policyOf(first))?.[1] ?? '';
  expect(scripts).not.toContain('unsafe');
  // 128 random bits: a UUID has fewer.
  expect(Buffer.from(nonceOf(first) ?? '', 'base64')).toHaveLength(16);
  expect(nonceOf(first)).not.toBe(nonceOf(second));
  expect(first.get('x-middleware-request-x-nonce')).toBe(nonceOf(first));
});

test('a page is kept by no cache, put in no frame, and tells no other site where one was', async () => {
  const headers = await headersOf();
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('referrer-policy')).toBe('no-referrer');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(policyOf(headers)).toContain("frame-ancestors 'none'");
  expect(policyOf(headers)).toContain("default-src 'self'");
  expect(headers.get('strict-transport-security')).toBeNull();
});

test('over https the browser is told to stay there', async () => {
  const headers = await headersOf('https://crm.example');
  expect(headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains');
  expect(policyOf(headers)).toContain('upgrade-insecure-requests');
});

test('pages pass by it; what sets headers of its own, such as the widget that other sites frame, does not', async () => {
  const { config } = await import('@/proxy');
  const passes = (path: string) => isProxied({ config, nextConfig: {}, url: `http://localhost:3000${path}` });
  for (const path of ['/', '/m/Contacts', '/chat', '/setup/chat', '/widget', '/widgets.js']) {
    expect(passes(path), path).toBe(true);
  }
  for (const path of ['/api/health', '/widget/demo', '/widget.js', '/widget-frame.js', '/widget-text-es.js']) {
    expect(passes(path), path).toBe(false);
  }
});

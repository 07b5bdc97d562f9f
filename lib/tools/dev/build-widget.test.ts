import { gzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { bundleWidget } from './build-widget';

const MOST_BYTES = 36_000;

let bundles: Record<string, Uint8Array>;
beforeAll(async () => {
  bundles = await bundleWidget();
});
const text = (name: string) => Buffer.from(bundles[name] ?? []).toString();

test('what a site’s visitor loads is less than 36 kB, compressed', () => {
  expect(Object.keys(bundles).sort()).toEqual(['widget-frame.js', 'widget.js']);
  const sizes = Object.values(bundles).map((bytes) => gzipSync(bytes).length);
  expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(MOST_BYTES);
});

test('the widget sets no cookie, prints nothing, runs no text as code, and names no other site', () => {
  for (const name of Object.keys(bundles)) {
    expect(text(name)).not.toMatch(/document\.cookie|console\.|\beval\(|new Function|innerHTML=`|insertAdjacentHTML/);
    const addresses = [...text(name).matchAll(/https?:\/\/[\w.-]+/g)].map(([address]) => address);
    // The names of XML vocabularies are no addresses that are asked for.
    expect(addresses.filter((address) => address !== 'http://www.w3.org')).toEqual([]);
  }
});

test('the script on the site’s page never touches its title', () => {
  expect(text('widget.js')).not.toMatch(/document\.title/);
});

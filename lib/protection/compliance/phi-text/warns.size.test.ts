import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { expect, test } from 'vitest';

test('what the widget loads is under 4 kB, compressed', async () => {
  const { outputFiles } = await build({
    entryPoints: [`${import.meta.dirname}/warns.ts`],
    bundle: true,
    minify: true,
    format: 'esm',
    write: false,
  });
  expect(gzipSync(outputFiles[0]?.contents ?? '').length).toBeLessThan(4000);
});

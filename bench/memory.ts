/** What this process holds once what nobody needs is thrown away. Needs `--expose-gc`. */
export function memoryAfterGc(): { rss: number; heap: number; external: number } {
  for (let times = 0; times < 3; times += 1) globalThis.gc?.();
  const { rss, heapUsed, external } = process.memoryUsage();
  return { rss, heap: heapUsed, external };
}

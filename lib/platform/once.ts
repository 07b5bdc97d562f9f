/**
 * What a process has one of: pools, limits, counters, what it remembers. The web server loads `lib` several times (Next's
 * bundle of pages, that of routes, the doors; in development anew with every edit), so a variable of a module is one of each
 * copy. What is made here is one, whoever asks first.
 *
 * It holds plain values, or objects whose methods do their own work: two copies do not share a class.
 */
const SHELF = Symbol.for('careledger.once');
const holder = globalThis as { [SHELF]?: Map<string, unknown> };
holder[SHELF] ??= new Map();
const shelf = holder[SHELF];

/** The one thing of this name in the process, made at the first call. @param name as its file, such as `platform/db/client` */
export function once<T>(name: string, make: () => T): T {
  if (!shelf.has(name)) shelf.set(name, make());
  return shelf.get(name) as T;
}

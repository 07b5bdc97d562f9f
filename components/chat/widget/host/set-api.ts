import type { Unknown } from './unknown';
import { textOf } from './values';

/** `set('theme.color', '#123456')` is `theme.color('#123456')`, where there is such a call. */
export const makeSet = (api: object, unknown: Unknown) => (path?: unknown, value?: unknown) => {
  const names = textOf(path).split('.');
  const call = names.reduce<unknown>(
    (at, name) => (Object.hasOwn(Object(at), name) ? (at as Record<string, unknown>)[name] : null),
    api,
  );
  return typeof call === 'function' ? call(value) : unknown.tell(`set.${names.join('.')}`);
};

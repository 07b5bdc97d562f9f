/**
 * What is not there answers all the same. SalesIQ has had more calls than anybody lists, and a script that stops at one of
 * them takes the rest of the site's `ready` with it.
 *
 * Guarantees: reading, calling, constructing, awaiting or walking through an unknown name, to any depth, never throws; each
 * call is told once by its name, and nothing that was handed to it.
 */
import { isCallPath } from '@/lib/chat/setup/call-path';

type Key = string | symbol;

/** Asked by engines and frameworks of every object they meet: an answer would make it a promise, a node, an element. */
const UNSAID = new Set<Key>(['then', 'toJSON', 'nodeType', '$$typeof', 'arguments', 'caller']);

const join = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);

export interface Unknown {
  /** Whatever is asked of it and is not there, answers. @param path of the object or function itself */
  below<Known extends object>(path: string, known: Known): Known;
  /** A name that is not there at all. */
  harmless(path: string): unknown;
  /** Tells of a call that was answered in vain. */
  tell(path: string): void;
}

export function makeUnknown(report: (path: string) => void): Unknown {
  const told = new Set<string>();
  const tell = (path: string) => {
    if (told.has(path) || !isCallPath(path)) return;
    told.add(path);
    report(path);
  };

  const harmless = (path: string): unknown =>
    new Proxy(function nothing() {}, {
      get(target, key) {
        const own = Reflect.getOwnPropertyDescriptor(target, key);
        // What a script has put there itself; of what every function has, only what cannot be said otherwise.
        if (own && !(own.configurable && (key === 'name' || key === 'length'))) return Reflect.get(target, key);
        if (typeof key === 'symbol') return symbolOf(key);
        if (Object.hasOwn(MEMBERS, key)) return MEMBERS[key];
        return UNSAID.has(key) ? undefined : harmless(join(path, key));
      },
      set(target, key, value) {
        Reflect.set(target, key, value);
        if (typeof value === 'function' && typeof key === 'string') tell(join(path, key));
        return true;
      },
      apply() {
        tell(path);
        return harmless(path);
      },
      construct() {
        tell(path);
        return harmless(path) as object;
      },
    });

  return {
    harmless,
    tell,
    below(path, known) {
      const plain: object = typeof known === 'function' ? Function.prototype : Object.prototype;
      const rest = new Proxy(Object.create(plain) as object, {
        get(_, key) {
          if (UNSAID.has(key)) return undefined;
          if (typeof key === 'symbol' || key in plain) return Reflect.get(plain, key);
          return harmless(join(path, key));
        },
        set(_, key, value, receiver) {
          if (typeof value === 'function' && typeof key === 'string') tell(join(path, key));
          return Reflect.defineProperty(receiver, key, { value, writable: true, enumerable: true, configurable: true });
        },
      });
      Reflect.setPrototypeOf(known, rest);
      return known;
    },
  };
}

const done = Promise.resolve();

/** What every function and every promise has: of one that does nothing and is done. */
const MEMBERS: Record<string, unknown> = {
  // biome-ignore lint/suspicious/noThenProperty: what is awaited must end
  then: done.then.bind(done),
  catch: done.catch.bind(done),
  finally: done.finally.bind(done),
  call: Function.prototype.call,
  apply: Function.prototype.apply,
  bind: Function.prototype.bind,
  hasOwnProperty: Object.prototype.hasOwnProperty,
  toString: () => '',
  valueOf: () => '',
  length: 0,
};

function symbolOf(key: symbol): unknown {
  if (key === Symbol.toPrimitive) return () => '';
  if (key === Symbol.iterator) return () => [].values();
  return undefined;
}

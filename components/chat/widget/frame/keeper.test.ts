import { expect, test } from 'vitest';
import { makeKeeper } from './keeper';

const kept = { token: '1.2.secret', conversationId: '9', read: 4 };

function makeStorage(): Storage {
  const items = new Map<string, string>();
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => items.set(key, value),
    removeItem: (key: string) => items.delete(key),
  } as unknown as Storage;
}

test('the visitor is known again on the next page, and forgotten on wish', () => {
  const storage = makeStorage();
  makeKeeper('1-2', () => storage).save(kept);
  expect(makeKeeper('1-2', () => storage).load()).toEqual(kept);
  expect(makeKeeper('1-3', () => storage).load(), 'another brand').toBeNull();
  makeKeeper('1-2', () => storage).save(null);
  expect(makeKeeper('1-2', () => storage).load()).toBeNull();
});

test('a browser that refuses storage keeps the chat as long as the page', () => {
  const keeper = makeKeeper('1-2', () => {
    throw new DOMException('', 'SecurityError');
  });
  keeper.save(kept);
  expect(keeper.load()).toEqual(kept);
});

test('a tab knows whether its panel was open, and what it told; another tab does not', () => {
  const [all, one, other] = [makeStorage(), makeStorage(), makeStorage()];
  const open = (tab: Storage) =>
    makeKeeper(
      '1-2',
      () => all,
      () => tab,
    );
  open(one).setOpen(true);
  expect(open(one).untold(['a.b', 'a.b', 'c'])).toEqual(['a.b', 'c']);
  expect(open(one).untold(['c', 'd'])).toEqual(['d']);
  expect([open(one).wasOpen(), open(other).wasOpen()]).toEqual([true, false]);
  expect(open(other).untold(['c'])).toEqual(['c']);
  open(one).setOpen(false);
  expect(open(one).wasOpen()).toBe(false);
});

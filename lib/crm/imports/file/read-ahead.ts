/**
 * The same items, the next one being read while one is used: rows are parsed while PostgreSQL writes the batch before.
 * Holds one item more.
 */
export async function* readAhead<T>(items: AsyncGenerator<T>): AsyncGenerator<T> {
  try {
    let next = items.next();
    for (;;) {
      const { done, value } = await next;
      if (done) return;
      next = items.next();
      next.catch(() => {}); // thrown above, when its turn has come
      yield value;
    }
  } finally {
    await items.return(undefined);
  }
}

/**
 * One at a time for each key, drawn by lot. Guarantees: of those who wait at one key one is served at once, each place they
 * come from is drawn alike, however many wait from it, and of more than a few from one place one by lot gives way. So whoever
 * floods a key from some places only slows it for another. In one process.
 */
const MOST_FROM_A_PLACE = 8;

interface Waiting {
  serve(): void;
  giveWay(): void;
}

export class Turns {
  /** Key → place → those who wait; a key is here while somebody is served. */
  readonly #keys = new Map<string, Map<string, Waiting[]>>();

  /** Runs `act` in its turn. @returns undefined when it had to give way. */
  async take<T>(key: string, place: string, act: () => Promise<T>): Promise<T | undefined> {
    if (!(await this.#wait(key, place))) return undefined;
    try {
      return await act();
    } finally {
      this.#next(key);
    }
  }

  #wait(key: string, place: string): Promise<boolean> {
    const waiting = this.#keys.get(key);
    if (!waiting) {
      this.#keys.set(key, new Map());
      return Promise.resolve(true);
    }
    return new Promise((done) => {
      const here = waiting.get(place) ?? [];
      here.push({ serve: () => done(true), giveWay: () => done(false) });
      waiting.set(place, here);
      if (here.length > MOST_FROM_A_PLACE) drawn(here)?.giveWay();
    });
  }

  #next(key: string): void {
    const waiting = this.#keys.get(key) ?? new Map<string, Waiting[]>();
    const places = [...waiting.keys()];
    const place = places[Math.floor(Math.random() * places.length)];
    if (place === undefined) {
      this.#keys.delete(key);
      return;
    }
    const here = waiting.get(place) ?? [];
    const next = drawn(here);
    if (here.length === 0) waiting.delete(place);
    next?.serve();
  }
}

/** Takes one by lot out of a list. */
const drawn = <T>(list: T[]): T | undefined => list.splice(Math.floor(Math.random() * list.length), 1)[0];

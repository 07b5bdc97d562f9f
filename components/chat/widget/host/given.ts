import { type Given, NOTHING_GIVEN } from '../protocol';
import { MAX_VALUES, ValueRefused } from './values';

type Done = (error: ValueRefused | null) => void;

/** What the site has said so far. */
export interface Giving {
  given: Given;
  /**
   * Makes a change and hands it on, or refuses it whole: by a rejected promise and by `done`, which is called in any case.
   * The promise may be left alone: nothing of it is printed.
   */
  change(make: () => void, done?: unknown): Promise<void>;
  forget(): void;
}

export function makeGiving(hand: (given: Given) => void): Giving {
  const nothing = (): Given => ({ ...NOTHING_GIVEN, info: {}, fields: [] });
  const given = nothing();
  const change = (make: () => void, done?: unknown): Promise<void> => {
    const kept = new Promise<void>((resolve) => {
      make();
      hand({ ...given, info: { ...given.info }, fields: [...given.fields] });
      resolve();
    });
    kept.then(
      () => typeof done === 'function' && (done as Done)(null),
      (error) => typeof done === 'function' && (done as Done)(error),
    );
    return kept;
  };
  return {
    given,
    change,
    // Who the visitor is; how the widget looks stays.
    forget() {
      const { launcher, titles, labels, colour, side, language } = given;
      void change(() => Object.assign(given, nothing(), { launcher, titles, labels, colour, side, language }));
    },
  };
}

/** @throws ValueRefused */
export function assertFew(count: number, name: string): void {
  if (count > MAX_VALUES) throw new ValueRefused(name, 'too_many');
}

/** What an act gives that opens nothing by a link, and still ends well, so that its event is kept. */
export interface RefusedLink<Why extends string = string> {
  ok: false;
  why: Why;
  triesLeft?: number;
}

export const isRefused = <Why extends string>(value: object): value is RefusedLink<Why> =>
  'ok' in value && value.ok === false;

import type { AppModule, Outbound, RemoteField } from './connector';

type Told = Outbound & { remoteId: string | null };

const SOMETHING = 'x';

/**
 * Whether the change of a record by a connector takes a value out of the app. Read off the requests that it writes: it says
 * of an empty field what it does not say without it; or the value is a part of a text that is written anew, as of a message's
 * lines or a whole name. What that does not show is declared (`stays`, `addsOnly`).
 */
export function empties(
  appModule: Pick<AppModule, 'change' | 'addsOnly'>,
  record: Told,
  { to, remote }: { to: string; remote: Pick<RemoteField, 'stays'> | undefined },
): boolean {
  if (remote?.stays || appModule.addsOnly?.(record)) return false;
  const { [to]: _, ...rest } = record.values;
  const asked = (value: Outbound['values']) => appModule.change({ ...record, values: { ...rest, ...value } });
  const emptied = asked({ [to]: null });
  if (JSON.stringify(emptied) !== JSON.stringify(asked({}))) return true;
  const told = asked({ [to]: SOMETHING });
  return JSON.stringify(told) !== JSON.stringify(emptied) && shapeOf(told) === shapeOf(emptied);
}

/** A record of a connector of which nothing is known but that the app has it. */
export const someRecord = (appModule: Pick<AppModule, 'fields'>): Told => ({
  values: Object.fromEntries(appModule.fields.filter(({ needed }) => needed).map(({ name }) => [name, SOMETHING])),
  settings: {},
  key: 'msg_1',
  recordId: '1',
  module: 'Some',
  at: '2000-01-01T00:00:00.000Z',
  remoteId: '1',
});

/** Which names there are, whatever they hold. */
const shapeOf = (request: unknown): string =>
  JSON.stringify(request, (_, value) => (value === undefined || (typeof value === 'object' && value) ? value : 0));

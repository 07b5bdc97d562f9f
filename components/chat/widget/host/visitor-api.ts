/** Who the visitor is, as the site knows it: `visitor.*`, `customfield.*` and `field.*`. */
import { assertFew, type Giving } from './given';
import { uniqueId } from './unique-id';
import { checkedName, checkedValue, customFieldOf, MAX_VALUE, textOf } from './values';

type Known = 'name' | 'email' | 'phone' | 'question';

const UNIQUE_ID = 'Unique ID';
const CUSTOM_ACTIONS = 'Custom actions';

export function makeVisitorApi({ given, change }: Giving) {
  const property = (key: Known) => (value?: unknown, done?: unknown) => {
    if (value === undefined) return given[key];
    return change(() => {
      given[key] = checkedValue(key, value);
    }, done);
  };

  const inform = (info: Record<string, unknown>, done?: unknown) =>
    change(() => {
      const added = Object.entries(info).map(
        ([name, value]) => [checkedName(name), checkedValue(name, value)] as const,
      );
      const next = { ...given.info, ...Object.fromEntries(added) };
      assertFew(Object.keys(next).length + given.fields.length, added.at(-1)?.[0] ?? '');
      given.info = next;
    }, done);

  const add = (field: Record<string, unknown>, done: unknown = field?.callback) =>
    change(() => {
      const added = customFieldOf(field ?? {});
      const others = given.fields.filter(({ name }) => name !== added.name);
      assertFew(others.length + 1 + Object.keys(given.info).length, added.name);
      given.fields = [...others, added];
    }, done);

  const clear = (name?: unknown) =>
    change(() => {
      const cleared = textOf(name);
      given.fields = cleared ? given.fields.filter((field) => field.name !== cleared) : [];
      given.info = cleared ? Object.fromEntries(Object.entries(given.info).filter(([key]) => key !== cleared)) : {};
    });

  /** The operator sees it beside the conversation, so that a form the visitor sends and the chat can be put together. */
  const uniqueid = () => {
    const id = uniqueId();
    if (given.info[UNIQUE_ID] !== id) void inform({ [UNIQUE_ID]: id });
    return id;
  };

  /** What the visitor did on the site, the last of it, as the site names it. */
  const customaction = (name?: unknown) => {
    const before = given.info[CUSTOM_ACTIONS] ?? '';
    const actions = [before, textOf(name).trim().slice(0, 100)].filter(Boolean).join(', ').slice(-MAX_VALUE);
    if (actions !== before) void inform({ [CUSTOM_ACTIONS]: actions });
  };

  return {
    property,
    field: { add, clear },
    visitor: {
      name: property('name'),
      email: property('email'),
      contactnumber: property('phone'),
      phone: property('phone'),
      question: property('question'),
      info: (first?: unknown, second?: unknown, done?: unknown) => {
        if (first === undefined) return { ...given.info };
        if (typeof first === 'object' && first !== null) return inform(first as Record<string, unknown>, second);
        return inform({ [textOf(first)]: second }, done);
      },
      id: (value?: unknown) => inform({ 'Visitor ID': value }),
      uniqueid,
      uniqueuserid: uniqueid,
      customaction,
    },
  };
}

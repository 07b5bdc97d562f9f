import type { ReviewSettings } from '../settings-schema';
import { counted, dayBefore, groupsOf, scored, wallOf } from './group';
import { type Rule, SEES } from './rule';

type Night = Pick<ReviewSettings['at_night'], 'from' | 'to'>;

const isNight = (hour: number, { from, to }: Night): boolean =>
  from <= to ? hour >= from && hour < to : hour >= from || hour < to;

/** The night of a moment somewhere, by the day on which it began; undefined by day. */
function nightOf(at: Date, zone: string, night: Night): string | undefined {
  const { day, hour } = wallOf(at, zone);
  if (!isNight(hour, night)) return undefined;
  return night.from > night.to && hour < night.to ? dayBefore(day) : day;
}

export const atNight: Rule<'at_night'> = {
  name: 'at_night',
  title: 'Health data at night',
  why: 'Somebody saw health data at night, by the time zone of their account; for a week after they changed it themselves, also by the one of before. Programs are left out. Where people work at night, set other hours or a higher number in Setup.',
  found: ({ count, night, zone }) =>
    `${counted(count, 'act')} in the night that began on ${night}${zone === 'before' ? ', by the time zone that the account had before it was changed' : ''}.`,
  find: (evidence, { atLeast, ...night }) => {
    const zoneOf = (personId: string) => evidence.zones.get(personId) ?? 'UTC';
    const groups = groupsOf(evidence, ({ action, outcome, at, personId, byProgram }, zone) => {
      if (outcome !== 'done' || byProgram || !SEES.has(action)) return undefined;
      const nights = [zone, ...(evidence.zonesBefore.get(personId) ?? [])].map((one) => nightOf(at, one, night));
      return nights.find((one) => one !== undefined);
    });
    return groups
      .filter(({ acts }) => acts.length >= atLeast)
      .map(({ acts, ...whose }) => {
        const isBefore = acts.some(({ at }) => nightOf(at, zoneOf(whose.personId), night) === undefined);
        const facts = { count: acts.length, night: whose.key, ...(isBefore && { zone: 'before' }) };
        return { ...whose, score: scored(acts.length, atLeast, [35, 70]), entries: acts, facts };
      });
  },
};

import { counted, dayBefore, groupsOf, scored, wallOf } from './group';
import { type Rule, SEES } from './rule';

const isNight = (hour: number, from: number, to: number): boolean =>
  from <= to ? hour >= from && hour < to : hour >= from || hour < to;

export const atNight: Rule<'at_night'> = {
  name: 'at_night',
  title: 'Health data at night',
  why: 'Somebody saw health data at night, by the time zone of their account. Programs are left out. Where people work at night, set other hours or a higher number in Setup.',
  found: ({ count, night }) => `${counted(count, 'act')} in the night that began on ${night}.`,
  find: (evidence, { from, to, atLeast }) => {
    const groups = groupsOf(evidence, ({ action, outcome, at, byProgram }, zone) => {
      if (outcome !== 'done' || byProgram || !SEES.has(action)) return undefined;
      const { day, hour } = wallOf(at, zone);
      if (!isNight(hour, from, to)) return undefined;
      // A night has the name of the day on which it began.
      return from > to && hour < to ? dayBefore(day) : day;
    });
    return groups
      .filter(({ acts }) => acts.length >= atLeast)
      .map(({ acts, ...whose }) => {
        const facts = { count: acts.length, night: whose.key };
        return { ...whose, score: scored(acts.length, atLeast, [35, 70]), entries: acts, facts };
      });
  },
};

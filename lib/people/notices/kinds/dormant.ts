/** Of accounts that nobody uses. Pure. */
import { type Facts, type KindOfNotice, text } from './kind';

const several = (count: Facts[string] | undefined, one: string, many: string): string =>
  count === 1 ? one : `${count} ${many}`;

/** "Nora New, Otto Old and 3 more". */
const who = (facts: Facts): string =>
  Number(facts.more) > 0 ? `${text(facts, 'names')} and ${facts.more} more` : text(facts, 'names');

const MAY_COME_BACK = 'A directory adds people by SCIM: take them out there too, or it may activate them again.';

export const DORMANT_NOTICES = {
  'account.dormant': {
    words: (facts) =>
      `You have not signed in for ${facts.days} days.${
        typeof facts.ends === 'string'
          ? ` Sign in before ${facts.ends}, or your account is deactivated. Your records stay.`
          : ' If you need your account no more, tell an administrator.'
      }`,
    href: () => '/account',
    tone: 'warning',
  },
  'dormant.warned': {
    words: (facts) =>
      [
        `Not signed in for ${facts.days} days or longer: ${who(facts)}. They were told.`,
        facts.deactivates === true ? 'Who does not come is deactivated.' : 'Deactivate whoever has left.',
        Number(facts.programs) > 0
          ? `${several(facts.programs, 'An API client acts', 'API clients act')} for them, and would stop.`
          : '',
        Number(facts.provisioned) > 0 ? MAY_COME_BACK : '',
      ]
        .filter(Boolean)
        .join(' '),
    href: () => '/setup/users?show=dormant',
    tone: 'warning',
  },
  'dormant.deactivated': {
    words: (facts) =>
      `${text(facts, 'who')} was deactivated: not signed in for ${facts.days} days.${facts.provisioned === true ? ` ${MAY_COME_BACK}` : ''}`,
    href: () => '/setup/users',
    tone: 'warning',
  },
} as const satisfies Record<string, KindOfNotice>;

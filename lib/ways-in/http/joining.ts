/** What people do who are not signed in yet: join by an invitation, ask for a new password and choose it, begin. */
import { firstOrgSchema, makeFirstOrg } from '@/lib/people/orgs/first-run';
import { type Joined, join, type OpenedInvitation, openInvitation } from '@/lib/people/users/invitations/join';
import type { WhyNotJoin } from '@/lib/people/users/invitations/link';
import { askPasswordLink } from '@/lib/people/users/password-links/ask';
import { choosePassword } from '@/lib/people/users/password-links/choose';
import type { WhyNotChoose } from '@/lib/people/users/password-links/link';
import { askPasswordSchema, heldInvitationSchema, joiningSchema, passwordLinkSchema } from '@/lib/people/users/schemas';
import type { RefusedLink } from '@/lib/platform/refused-link';
import { readJson } from '@/lib/ways-in/widget/read-json';
import { answerHolder } from './answer-holder';

const NOT_JOINED: Record<WhyNotJoin, string> = {
  wrong_link: 'This link is not right. Copy the whole of it, to its end.',
  accepted: 'This invitation was used already. Sign in with the password that was chosen, or ask for a new one.',
  withdrawn: 'This invitation was withdrawn. Ask whoever invited you.',
  replaced: 'A newer invitation was made since. Use that link.',
  expired: 'This invitation’s time is over: it was good for 72 hours. Ask for another.',
  inviter_left: 'Whoever invited you is not there any more. Ask for another invitation.',
  taken: 'An account with this address was made meanwhile. Sign in, or ask an administrator.',
  gone: 'The profile or the role that was meant for you is there no more. Ask for another invitation.',
};

const NOT_CHOSEN: Record<WhyNotChoose, string> = {
  wrong_link: 'This link is not right. Copy the whole of it, to its end.',
  used: 'This link was used already. Ask for another at the sign-in page.',
  expired: 'This link’s time is over. Ask for another at the sign-in page.',
  changed:
    'The account has changed since this link was sent. Ask for another at the sign-in page, or an administrator.',
};

export type { Joined, OpenedInvitation };

/** The link's token is in the body, so that it stands in no log. */
export const openInvitationResponse = (request: Request): Promise<Response> =>
  answering(request, NOT_JOINED, async (requestId) =>
    openInvitation(await readJson(request, heldInvitationSchema), requestId),
  );

export const joinResponse = (request: Request): Promise<Response> =>
  answering(request, NOT_JOINED, async (requestId) => join(await readJson(request, joiningSchema), requestId));

export const choosePasswordResponse = (request: Request): Promise<Response> =>
  answering(request, NOT_CHOSEN, async (requestId) =>
    choosePassword(await readJson(request, passwordLinkSchema), requestId),
  );

/** The same for every address. */
export const askPasswordResponse = (request: Request): Promise<Response> =>
  answering(request, {}, async (requestId) => {
    await askPasswordLink(await readJson(request, askPasswordSchema), requestId);
    return { asked: true };
  });

export const firstRunResponse = (request: Request): Promise<Response> =>
  answering(request, {}, async () => {
    await makeFirstOrg(await readJson(request, firstOrgSchema));
    return { made: true };
  });

const answering = <Why extends string>(
  request: Request,
  refusals: Readonly<Record<Why, string>>,
  act: (requestId: string) => Promise<object | RefusedLink<Why>>,
): Promise<Response> => answerHolder(request, refusals, act, 'joining');

/** Why a call of SalesIQ's JS API changes nothing here, in a line for the administrator. Pure. */

/** By beginning of the name, the longer before the shorter. */
export const REASONS: readonly (readonly [string, string])[] = [
  ['tracking', 'Visitors are not tracked: there is nothing to switch.'],
  ['privacy', 'No cookie is set: there is nothing to consent to.'],
  ['domain', 'No cookie is set: there is no domain to set one for.'],
  ['page', 'Page titles are not recorded.'],
  ['visitor.getGeoDetails', 'Where a visitor is, is not looked up.'],
  ['visitor.idleTime', 'How long a visitor is idle, is not measured.'],
  ['visitor.trigger', 'There are no triggers.'],
  ['chat.logo', 'The picture is the brand’s, set on this page.'],
  ['chat.messages', 'The words are the brand’s, set on this page.'],
  ['chat.systemmessages', 'The words are the widget’s own, in the visitor’s language.'],
  ['chat.agent', 'Whoever is free is asked; departments decide among whom.'],
  ['chat.waittime', 'How long a visitor waits is set under Settings.'],
  ['chat.mode', 'A conversation is always one conversation.'],
  ['chat.continuous', 'A conversation goes on until it is closed.'],
  ['floatwindow.fields', 'What is asked before a chat is set on this page.'],
  ['chatwindow.fields', 'What is asked before a chat is set on this page.'],
  ['floatbutton.coin', 'There is no second button to show or hide.'],
  ['floatbutton.onlineicon', 'Pictures of other sites are not loaded.'],
  ['floatbutton.offlineicon', 'Pictures of other sites are not loaded.'],
  ['chatbutton.width', 'The button is as wide as its words.'],
  ['visitor.chat', 'It takes a function, which is called when a chat begins.'],
  ['chat.theme', 'A colour is taken, the number of a theme is not.'],
  ['chatbutton.icon', 'The button has one picture.'],
  ['soundnotification', 'The widget makes no sound.'],
  ['set', 'The home screen of SalesIQ has no counterpart.'],
  ['$ZSIQ', 'A part of SalesIQ’s own script, which is not on the page.'],
];

export const callReason = (path: string): string =>
  REASONS.find(([name]) => path === name || path.startsWith(name.startsWith('$') ? name : `${name}.`))?.[1] ??
  'Not known here.';

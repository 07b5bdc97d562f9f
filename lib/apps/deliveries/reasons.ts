/** Why a delivery ended as it did, or waits. Codes are kept; the words are for people. Closed. */
export const REASONS = {
  needed_field_restricted: 'A field that the app cannot do without holds personal health data, and may not leave.',
  fields_emptied: 'Fields that it had and may not have any more were emptied there.',
  field_stays: 'It had a field that it may not have any more and that cannot be emptied there: it removed the record.',
  not_mapped: 'This module is not sent to the app any more.',
  not_in_view: 'The record is not in the view that is sent.',
  never_sent: 'The app never had this record.',
  app_cannot_remove: 'The app has no way to remove a record.',
  needed_value_missing: 'The record has no value in a field that the app cannot do without.',
  needed_field_gone: 'A field that the app cannot do without is not mapped, or was deleted.',
  came_from_app: 'The change came from this very app.',
  damaged: 'The encrypted values of the record do not open.',
  too_large: 'The record is larger than the app takes.',
  text_too_long: 'A text is longer than the app takes.',
  moved: 'The address leads on to another one: enter that in Edit.',
  nothing_there: 'The app has nothing at this address.',
  refused_by_app: 'The app refused it.',
  not_signed_in: 'The app does not know us any more: give it new credentials.',
  no_credentials: 'Nothing was given to sign in to the app with.',
  app_busy: 'The app asked to be left alone for a while.',
  app_failed: 'The app answered with an error of its own.',
  bad_answer: 'What the app answered could not be read.',
  no_connection: 'The app could not be reached.',
  no_such_host: 'There is no such host.',
  refused_address: 'The address leads to a private network.',
  bad_address: 'The address cannot be used.',
  tls: 'The app could not prove who it is (TLS).',
  timeout: 'The app took too long to answer.',
  unknown: 'Sending was interrupted: the app may have got it.',
} as const;

export type Reason = keyof typeof REASONS;

/** The words of a kept code; undefined for one of another version. */
export const wordsOfReason = (code: string | null): string | undefined =>
  code !== null && Object.hasOwn(REASONS, code) ? REASONS[code as Reason] : undefined;

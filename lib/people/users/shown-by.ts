/** How an administrator knew that whoever lost a second factor is who they say, in words. Pure. */
export const SHOWN_BY = {
  in_person: 'They stand before me',
  document_on_video: 'On video, with a document',
  call_back: 'I called them at a number that we had',
} as const;

export const SHOWN_BY_KEYS = Object.keys(SHOWN_BY) as (keyof typeof SHOWN_BY)[];

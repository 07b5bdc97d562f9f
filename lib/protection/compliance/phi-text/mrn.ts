import { labelled } from './labelled';

/** Numbers of medical records, by what they are called. */
export const mrnIn = labelled(
  'mrn|m\\.r\\.n\\.|med(?:ical)?\\.? rec(?:ord)?s?|health records?|records? ?#|id(?= ?#)|(?:refer to|see|chart) record|(?:patient|pt|chart|hospital|encounter)(?: account)?(?= ?(?:#|ids?\\b|no\\b|num|:))',
);

import type { WhatOfDuplicates } from './duplicate-keys';
import type { ImportStep } from './import-steps';

/** What is still to be answered: of the file, and of its columns. */
export function openInWords(asked: number, columns: number): string {
  const ofFile = asked === 1 ? 'the question about the file' : `the ${asked} questions about the file`;
  const ofColumns = columns === 1 ? 'the question about one column' : `the questions about ${columns} columns`;
  return [...(asked > 0 ? [ofFile] : []), ...(columns > 0 ? [ofColumns] : [])].join(' and ');
}

/** Where an import stands. @param open questions without an answer */
export function stepOf(isChecked: boolean, open: number, action: WhatOfDuplicates['action']): ImportStep {
  if (isChecked) return 'Dry run';
  return open === 0 && action === null ? 'Duplicates' : 'Map columns';
}

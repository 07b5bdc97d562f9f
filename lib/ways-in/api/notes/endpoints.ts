import type { Endpoint } from '../endpoint';
import { notesOfAny } from './of-any';
import { notesOfRecord } from './of-record';
import { oneNote } from './one';

export const notesEndpoints: readonly Endpoint[] = [...notesOfRecord, ...notesOfAny, ...oneNote];

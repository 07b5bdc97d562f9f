import type { Endpoint } from './endpoint';
import { brandEndpoint } from './endpoints/brand';
import { changesEndpoint } from './endpoints/changes';
import { closeEndpoint } from './endpoints/close';
import { startEndpoint } from './endpoints/conversations';
import { downloadEndpoint } from './endpoints/download';
import { endVisitEndpoint } from './endpoints/end-visit';
import { messagesEndpoint } from './endpoints/messages';
import { pageEndpoint } from './endpoints/page';
import { ratingEndpoint } from './endpoints/rating';
import { streamEndpoint } from './endpoints/stream';
import { transcriptEndpoint } from './endpoints/transcript';
import { typingEndpoint } from './endpoints/typing';
import { unknownCallsEndpoint } from './endpoints/unknown-calls';
import { uploadEndpoint } from './endpoints/upload';
import { visitsEndpoint } from './endpoints/visits';

export const ENDPOINTS: readonly Endpoint[] = [
  brandEndpoint,
  visitsEndpoint,
  endVisitEndpoint,
  startEndpoint,
  changesEndpoint,
  streamEndpoint,
  messagesEndpoint,
  uploadEndpoint,
  downloadEndpoint,
  typingEndpoint,
  pageEndpoint,
  closeEndpoint,
  ratingEndpoint,
  transcriptEndpoint,
  unknownCallsEndpoint,
];

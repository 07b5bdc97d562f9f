/**
 * What the widget and the visitor's door say to each other. Types only, so that the widget carries none of the server.
 *
 * All under `/widget/api`, JSON both ways, the visitor's token as `Authorization: Bearer`. Errors are
 * `{ error: { code, message, fields?, reason? } }` with the status of their code; 429 carries `Retry-After`. Where its
 * reason is `PROOF`, the call is repeated with the solved `challenge` in the header `x-proof` (`proof.ts`).
 *
 * | Call | Takes | Answers |
 * |---|---|---|
 * | `GET brand?brand=` | brand key | `WidgetBrand` |
 * | `POST visits` | `VisitRequest` | `VisitAnswer` |
 * | `POST visits/end` | | 204; the token opens nothing any more |
 * | `POST conversations` | `StartRequest` | 201 `StartAnswer` |
 * | `GET conversations/:id/changes?since=` | | `ChangesAnswer` |
 * | `GET conversations/:id/stream` | | server-sent events: `resync`, `changed` (`{conversationId, seq}`), `typing`, `end` |
 * | `POST conversations/:id/messages` | `MessageRequest` | 201 `{ id, seq, at }` |
 * | `POST conversations/:id/files` | the bytes; headers `x-file-name` (percent-encoded: URLs are logged), `x-client-id` (UUID), `content-length` | 201 `{ id, seq, at, fileId }` |
 * | `GET conversations/:id/files/:fileId` | | the bytes, as a download |
 * | `POST conversations/:id/typing` | | 204 |
 * | `POST conversations/:id/page` | `{ page }` | 204 |
 * | `POST conversations/:id/close` | | 204 |
 * | `POST conversations/:id/rating` | `{ stars: 1–5, comment? }` | 204 |
 * | `GET conversations/:id/transcript` | | text, as a download |
 * | `POST unknown-calls` | `{ brand, calls }`: names of calls of the JS API that are not there | 204 |
 */
import type { ConversationChanges, Message } from '@/lib/chat/conversations/changes';
import type { BrandSettings } from '@/lib/chat/setup/brand-schema';
import type { Id } from '@/lib/platform/ids';

/** What a widget shows before anybody says a word. */
export interface WidgetBrand
  extends Pick<
    BrandSettings,
    'colour' | 'logo' | 'side' | 'languages' | 'greeting' | 'offlineMessage' | 'words' | 'preChat'
  > {
  name: string;
  /** Somebody is there to answer. */
  online: boolean;
  departments: { id: Id; name: string }[];
  maxFileBytes: number;
  fileTypes: readonly string[];
}

export interface VisitRequest {
  brand: string;
  /** Of an earlier visit, if the browser has one. */
  token?: string;
}

export interface VisitAnswer {
  token: string;
  visitId: Id;
  /** The one that is going on. */
  conversationId: Id | null;
}

export interface StartRequest {
  brand: string;
  name?: string;
  email?: string;
  phone?: string;
  question?: string;
  /** As in `MessageRequest`, of the question. */
  hidden?: { start: number; end: number; kind: string }[];
  departmentId?: Id;
  page?: string;
  referrer?: string;
  custom?: Record<string, string>;
  /** UUID of the first message. */
  clientId: string;
}

export interface StartAnswer {
  conversationId: Id;
  offline: boolean;
}

export interface MessageRequest {
  clientId: string;
  text: string;
  /** The visitor chose the sealed form for parts of it: UTF-16 offsets and kinds. */
  hidden?: { start: number; end: number; kind: string }[];
}

/** Notes are not in it, and authors have a name only. */
export interface ChangesAnswer extends Omit<ConversationChanges, 'messages'> {
  messages: (Omit<Message, 'author' | 'masked'> & { author: { name: string } | null })[];
}

export interface RatingRequest {
  stars: number;
  comment?: string;
}

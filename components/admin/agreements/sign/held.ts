/** What opens an agreement. */
export interface Held {
  signingId: string;
  token: string;
  secret: string;
}

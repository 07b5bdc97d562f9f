/** Lets a list without a member reach the server as an empty list and not as a field that was never on the form. */
export function SentEmpty({ name }: { name: string | undefined }) {
  return name ? <input type="hidden" name={name} value="" /> : null;
}

/** For a dialog's `onOpenAutoFocus`: whoever opens a form wants its first field, not its close button. */
export function focusFirstInput(event: Event): void {
  const input = event.currentTarget instanceof HTMLElement ? event.currentTarget.querySelector('input') : null;
  if (!input) return;
  event.preventDefault();
  input.focus();
}

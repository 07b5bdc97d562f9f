import type { Branding } from './branding';
import type { Core } from './core';
import type { Following } from './following';

/** The panel opened and closed. */
export function makeOpening(
  { keeper, get, set, happened }: Core,
  { sync, markRead }: Following,
  { refresh }: Branding,
) {
  return {
    /** @param quietly as it was on the page before: nobody asked for it now, and the keyboard stays where it is */
    open(quietly = false) {
      if (get().open || !get().brand) return;
      set({ open: true, quiet: quietly });
      keeper.setOpen(true);
      if (!quietly) happened('opened');
      refresh();
      if (get().conversation) void sync();
      markRead();
    },

    close() {
      if (!get().open) return;
      set({ open: false });
      keeper.setOpen(false);
      happened('closed');
    },
  };
}

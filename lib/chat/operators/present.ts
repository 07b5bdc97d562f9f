import type { Context } from '@/lib/platform/context';
import { touchOperator } from '@/lib/protection/touch/operators';
import { assertMayChat } from '../access';

/** Says that the asker's console is open, every half minute or so. @throws forbidden */
export async function stayPresent(ctx: Context): Promise<void> {
  assertMayChat(ctx);
  await touchOperator(ctx);
}

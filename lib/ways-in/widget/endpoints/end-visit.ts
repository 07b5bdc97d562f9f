import { endVisitor } from '@/lib/chat/visitors/end';
import { done, type Endpoint } from '../endpoint';

/** For a browser that others use. */
export const endVisitEndpoint: Endpoint = {
  method: 'POST',
  path: 'visits/end',
  limit: 'settle',
  for: 'visitor',
  async run({ ctx }) {
    await endVisitor(ctx);
    return done();
  },
};

import { newMessageSchema } from '../messages/schemas';

export const newFileSchema = newMessageSchema.pick({ conversationId: true, clientId: true });

/** Every queue, by the field's name for what passes through it. */
export const QUEUES = { messages: 'messages' } as const;

/** Job of the queue `messages`: send one message. A job is an id. */
export const SEND_MESSAGE = 'send-message';

export interface SendMessageJob {
  messageId: string;
}

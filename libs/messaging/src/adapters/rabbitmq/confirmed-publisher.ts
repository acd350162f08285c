import type { ConfirmChannel, Message, Options } from 'amqplib';

/** More unconfirmed messages than this are refused; the outbox keeps what is refused. */
const MAX_UNCONFIRMED = 5_000;

/** Publishes on one confirm channel; each message is confirmed, returned as unroutable, or failed. */
export class ConfirmedPublisher {
  #unconfirmed = 0;
  #published = 0;
  readonly #returned = new Set<string>();

  /** @param onChannelFailure called when the broker closed the channel: nothing can be published on it any more */
  constructor(
    private readonly channel: ConfirmChannel,
    onChannelFailure: (error: Error) => void,
  ) {
    channel.on('return', (message: Message) => this.#returned.add(String(message.properties.messageId)));
    channel.on('error', onChannelFailure);
  }

  publish(exchange: string, routingKey: string, content: Buffer, options: Options.Publish = {}): Promise<void> {
    if (this.#unconfirmed >= MAX_UNCONFIRMED) return Promise.reject(new Error('Too many unconfirmed messages'));
    // An id per publish on this channel, not per envelope: a return must name exactly the copy that came back.
    this.#published += 1;
    const messageId = String(this.#published);
    return new Promise<void>((resolve, reject) => {
      this.channel.publish(
        exchange,
        routingKey,
        content,
        { ...options, messageId, mandatory: true, persistent: true, contentType: 'application/json' },
        (error: unknown) => {
          this.#unconfirmed -= 1;
          // The broker sends the return before the confirm of the same message.
          if (this.#returned.delete(messageId)) reject(new Error(`No queue takes ${routingKey}`));
          else if (error) reject(error instanceof Error ? error : new Error('The broker refused the message'));
          else resolve();
        },
      );
      // Counted only now: on a closed channel `publish` throws and its callback is never called.
      this.#unconfirmed += 1;
    });
  }
}

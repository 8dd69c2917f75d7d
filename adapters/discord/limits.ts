/** Discord's limits of messages: docs, components reference; of a thread's name: docs, resources/channel. */
export const LIMITS = { text: 4_000, buttons: 5, label: 80, customId: 100, threadName: 100 } as const;
